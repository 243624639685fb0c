/** The town of the sample: invented, with the telephone ranges and mail domain kept for fiction. */

export interface Service {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly arrondissement: string;
  /** The only kind of appointment that it gives. */
  readonly appointmentType: string;
}

export type Channel = 'EN_LIGNE' | 'TELEPHONE' | 'GUICHET';
export const channels: readonly Channel[] = ['EN_LIGNE', 'TELEPHONE', 'GUICHET'];
export const channelLabels: Readonly<Record<Channel, string>> = {
  EN_LIGNE: 'En ligne',
  TELEPHONE: 'Téléphone',
  GUICHET: 'Guichet',
};

export type Status = 'EN_ATTENTE' | 'CONFIRME' | 'HONORE' | 'ANNULE';

export const appointmentTypes = [
  ['ETAT_CIVIL', 'État civil'],
  ['URBANISME', 'Urbanisme'],
  ['CITOYENNETE', 'Citoyenneté et élections'],
  ['SOCIAL', 'Rendez-vous social'],
  ['SPORT', 'Sports et associations'],
  ['SCOLARITE', 'Scolarité et périscolaire'],
] as const;

export const civilTypes: readonly Choice[] = [
  ['ACTE_NAISSANCE', 'Acte de naissance'],
  ['ACTE_MARIAGE', 'Acte de mariage'],
  ['ACTE_DECES', 'Acte de décès'],
  ['LIVRET_FAMILLE', 'Livret de famille'],
];

export const planningTypes: readonly Choice[] = [
  ['PERMIS_CONSTRUIRE', 'Permis de construire'],
  ['DECLARATION_PREALABLE', 'Déclaration préalable'],
  ['CERTIFICAT_URBANISME', 'Certificat d’urbanisme'],
];

/** A code and its label. */
export type Choice = readonly [string, string];

export const townName = 'Port-Valmer';
export const arrondissements: readonly string[] = Array.from({ length: 16 }, (_, index) =>
  String(index + 1),
);

/** There is no département 99. */
export function postcode(arrondissement: string): string {
  return `99${arrondissement.padStart(3, '0')}`;
}

const sites: readonly (readonly [string, string, string, string, number])[] = [
  ['ETAT_CIVIL', 'État civil', 'ADMINISTRATIF', 'ETAT_CIVIL', 3],
  ['URBANISME', 'Urbanisme', 'TECHNIQUE', 'URBANISME', 2],
  ['ELECTIONS', 'Élections et citoyenneté', 'ADMINISTRATIF', 'CITOYENNETE', 1],
  ['SOCIAL', 'Centre communal d’action sociale', 'SOCIAL', 'SOCIAL', 2],
  ['SPORT', 'Sports et vie associative', 'LOISIRS', 'SPORT', 2],
  ['SCOLARITE', 'Écoles et cantines', 'EDUCATION', 'SCOLARITE', 3],
  ['HABITAT', 'Habitat et « mieux-loger »', 'TECHNIQUE', 'URBANISME', 1],
  ['ACCUEIL', 'Accueil de proximité', 'ADMINISTRATIF', 'CITOYENNETE', 2],
];

export const services: readonly Service[] = sites
  .flatMap(([code, name, kind, appointmentType, count]) =>
    Array.from({ length: count }, (_, site) => ({ code, name, kind, appointmentType, site })),
  )
  .map(({ code, name, kind, appointmentType, site }, index) => ({
    id: index + 1,
    code,
    name: `${name} – site ${site + 1}`,
    kind,
    arrondissement: String(index + 1),
    appointmentType,
  }));

export const surnames: readonly string[] = [
  'Aubanel',
  'Bérenger',
  'Castellani',
  'D’Orsi',
  'Da Silva',
  'Étienne',
  'Faïsse',
  'Garcin',
  'Hébrard',
  'Imbert',
  'Jaubert',
  'Küçük',
  'Le Goff',
  'Mazzoni',
  'N’Diaye',
  'O’Brien',
  'Pélissier',
  'Quéré',
  'Roustan',
  'Sánchez',
  'Tran',
  'Uzès',
  'Vergès',
  'Wójcik',
  'Yılmaz',
  'Zerrouki',
];

export const firstNames: readonly string[] = [
  'Amélie',
  'Benoît',
  'Chloé',
  'Désiré',
  'Élodie',
  'François',
  'Gaëlle',
  'Hélène',
  'Inès',
  'Jean-Noël',
  'Karim',
  'Léa',
  'Maëlys',
  'Nadège',
  'Océane',
  'Paul',
  'Rémi',
  'Salomé',
  'Théo',
  'Ugo',
  'Victoire',
  'Yasmine',
  'Zoé',
];

export const streets: readonly string[] = [
  'rue de l’Église',
  'boulevard de la Corderie',
  'avenue du 8-Mai-1945',
  'impasse des Tamaris',
  'place du Marché-aux-Poissons',
  'montée des Accoules',
  'quai de la Bigue',
  'traverse du Moulin',
  'chemin des Pêcheurs',
];
