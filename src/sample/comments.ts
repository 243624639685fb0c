import type { Cell } from '../core/catalog/table';
import type { Random } from './random';

/** Written by people and by programs: whatever a tool may trip over is here. */
const texts: readonly string[] = [
  'Demande d’un interprète en langue des signes',
  'Rappeler l\'usager avant 17 h : dossier "incomplet"',
  'Pièces manquantes :\n- justificatif de domicile\n- photo d’identité',
  'Pièce\tÉtat\nCNI\treçue\nRIB\tmanquant',
  'Dossier scanné : \\\\srv-mairie\\scans\\2026\\rdv',
  'Très bon accueil, merci 😀',
  'Accès fauteuil ♿ demandé, rez-de-chaussée',
  'Çà et là, œuvre d’été : « naïveté » à l’hôtel de ville',
  'Rdv pris par la fille de l’usagère',
  'Usager déjà venu deux fois ; prioritaire',
  'NULL',
  '\\N',
  "Vient avec son avocate, Me O'Connor; préparer l’acte",
  'Montant réglé : 50 % (reste 12,50 €)',
  ' à rappeler ',
  'Importé de l’ancien logiciel\r\nRéf. A\\B/C',
  'Créneau ≤ 20 min, 3ᵉ étage 🏛️',
];

const cancellations: readonly string[] = [
  'Annulé par l’usager',
  'Usager absent, non excusé',
  'Service fermé : grève',
  'Doublon d’une autre demande',
  'Annulé par téléphone, "trop loin"',
];

/** NULL, empty and filled are all usual: a tool must keep them apart. */
export function comment(random: Random): Cell {
  const kind = random.below(100);
  if (kind < 55) {
    return null;
  }
  return kind < 62 ? '' : someText(random);
}

export function someText(random: Random): string {
  const text = random.pick(texts);
  return random.percent(30) ? `${text} (réf. ${random.between(1000, 9999)})` : text;
}

export function cancellationReason(random: Random): string {
  return random.pick(cancellations);
}
