import type { ReportWords } from '../words';
import { count, rows } from './counting';

/** La sauvegarde d’où la table a été restaurée, et ce qu’on en sait. */
export const backupFr: ReportWords['restored'] = {
  heading: 'Ce qui a été restauré, et depuis quelle sauvegarde',
  nothing: 'Rien n’a encore été restauré.',
  head: ['sauvegarde', ''],
  file: 'fichier',
  made: 'faite le',
  hash: 'SHA-256',
  noHash:
    'pas calculé\u00a0: la vérification de la sauvegarde (`pra verify`) lit le fichier en entier et le calcule',
  rows: 'lignes restaurées',
  rowsIn: (number, lasted) => `${count(number)}, en ${lasted}`,
  readWhole:
    'Le fichier a été lu jusqu’au dernier octet pour cette empreinte, pendant la restauration.',
  where: 'La restauration a été faite dans une base de travail, jamais en production.',
  kept: (number, size, hash) =>
    `L’état endommagé a été conservé avant toute écriture\u00a0: ${rows(number)}, ${size}, SHA-256 ${hash}.`,
  declined: (reason) => `On a renoncé à conserver l’état endommagé\u00a0: ${reason}`,
  verified: {
    whole: (moment) => `La sauvegarde a été vérifiée avant usage, le ${moment}\u00a0: intacte.`,
    damaged: (moment) =>
      `La sauvegarde a été vérifiée avant usage, le ${moment}\u00a0: ENDOMMAGÉE\u00a0; on ne peut se fier à ce qui en est sorti.`,
  },
  notVerified: 'La sauvegarde n’a pas été vérifiée avant usage.',
  verifiedLater: {
    whole: (moment) => `Elle a été vérifiée après coup, le ${moment}\u00a0: intacte.`,
    damaged: (moment) =>
      `Elle a été vérifiée après coup, le ${moment}\u00a0: ENDOMMAGÉE\u00a0; on ne peut se fier à ce qui en est sorti.`,
  },
  sameHash: 'Son SHA-256 était le même à la vérification et à la restauration.',
  otherHash: (hash) =>
    `À la vérification, son SHA-256 était AUTRE\u00a0: ${hash}. Ce n’est pas le fichier qui a été vérifié.`,
};
