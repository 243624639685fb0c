import type { NoteSubject } from '../../../src/core/incident/noteSubject';
import type { ReportLanguage } from '../../../src/core/report/words/languages';

/** What people say in the story of the sample: what about, when by Paris’ clocks, who, and what. */
type Said = readonly [about: NoteSubject, at: string, by: string, text: string];

interface Told {
  readonly reason: string;
  readonly owner: string;
  /** Why this strategy. */
  readonly strategy: string;
  readonly notes: readonly Said[];
  /** Who answers for the result. */
  readonly signer: string;
  /** Checks of production: file, name, what is expected, query. */
  readonly checks: readonly (readonly [string, string, string, string])[];
}

const domain =
  "select rdv_id from metier.demandes_rdv where statut not in ('EN_ATTENTE', 'CONFIRME', 'HONORE', 'ANNULE', 'ABSENT', 'NO_SHOW')";
const order = 'select rdv_id from metier.demandes_rdv where date_rdv < date_demande';
const volume = 'select count(*) from metier.demandes_rdv';

export const told: Readonly<Record<ReportLanguage, Told>> = {
  en: {
    owner: 'DBA on duty',
    strategy:
      'Partial recovery, of the missing month and of what one transaction moved by a year. The reused numbers are decided one by one; everything else is rightful work.',
    signer: 'Mme Roux, head of the front desk',
    checks: [
      ['1', 'the status is a known one', 'no rows', domain],
      ['2', 'no appointment before its request', 'no rows', order],
      ['3', 'appointments', 'any number', volume],
    ],
    reason: 'appointments are missing or wrong, recovery under way',
    notes: [
      ['found', '08:50', 'front desk', 'A whole month of appointments cannot be found any more.'],
      [
        ...(['qualified', '08:57', 'DBA on duty'] as const),
        'No job writes to the table in the morning; the tables of citizens and of services were counted, and are as in the backup.',
      ],
      [
        ...(['impact', '08:58', 'head of the front desk'] as const),
        'Citizens who come for their appointment are told that there is none; no new ones are given.',
      ],
      [
        ...(['decision', '09:02', 'head of IT'] as const),
        'Freeze the table at once, put right only what was damaged, keep what was entered since.',
      ],
      ['informed', '09:08', 'DBA on duty', 'Front desk and social services, by e-mail.'],
      [
        ...(['left', '09:46', 'head of the front desk'] as const),
        'The 120 appointments that were entered under reused numbers stay as they are. The old ones under these numbers are entered anew by the front desk from the list that was taken from the backup, by 27 November.',
      ],
      [
        ...(['validated', '09:48', 'head of the front desk'] as const),
        'Twenty appointments looked at, and the report of the week: right.',
      ],
      [
        ...(['cause', '14:00', 'DBA on duty'] as const),
        'A clean-up script was run by hand with a condition on the month alone.',
      ],
      [
        ...(['action', '14:10', 'head of IT'] as const),
        'Scripts that change more than a hundred rows are rehearsed first and run by two people: procedure amended by the DBA team by 15 December.',
      ],
      [
        ...(['lesson', '14:15', 'head of IT'] as const),
        'The backup of the night was usable, and the damage was known row by row within half an hour.',
      ],
    ],
  },
  fr: {
    owner: 'DBA d’astreinte',
    strategy:
      'Reprise partielle, du mois manquant et de ce qu’une transaction a décalé d’un an. Les numéros réutilisés sont décidés un par un\u00a0; tout le reste est du travail légitime.',
    signer: 'Mme Roux, responsable de l’accueil',
    checks: [
      ['1', 'le statut est connu', 'no rows', domain],
      ['2', 'aucun rendez-vous avant sa demande', 'no rows', order],
      ['3', 'rendez-vous', 'any number', volume],
    ],
    reason: 'rendez-vous manquants ou faux, reprise en cours',
    notes: [
      ['found', '08:50', 'accueil', 'Les rendez-vous d’un mois entier sont introuvables.'],
      [
        ...(['qualified', '08:57', 'DBA d’astreinte'] as const),
        'Aucun traitement n’écrit dans la table le matin\u00a0; les tables des citoyens et des services ont été comptées, et sont comme dans la sauvegarde.',
      ],
      [
        ...(['impact', '08:58', 'responsable de l’accueil'] as const),
        'Les usagers venus pour leur rendez-vous n’en ont plus\u00a0; aucun nouveau n’est donné.',
      ],
      [
        ...(['decision', '09:02', 'DSI'] as const),
        'Geler la table tout de suite, ne rétablir que ce qui a été endommagé, garder ce qui a été saisi depuis.',
      ],
      ['informed', '09:08', 'DBA d’astreinte', 'Accueil et action sociale, par courriel.'],
      [
        ...(['left', '09:46', 'responsable de l’accueil'] as const),
        'Les 120 rendez-vous saisis sous un numéro réutilisé restent tels quels. Les anciens, sous ces numéros, sont ressaisis par l’accueil d’après la liste tirée de la sauvegarde, d’ici au 27 novembre.',
      ],
      [
        ...(['validated', '09:48', 'responsable de l’accueil'] as const),
        'Vingt rendez-vous regardés, ainsi que l’état de la semaine\u00a0: justes.',
      ],
      [
        ...(['cause', '14:00', 'DBA d’astreinte'] as const),
        'Un script de nettoyage a été lancé à la main avec une condition sur le mois seul.',
      ],
      [
        ...(['action', '14:10', 'DSI'] as const),
        'Les scripts qui touchent plus de cent lignes sont d’abord répétés, et lancés à deux\u00a0: procédure mise à jour par l’équipe DBA d’ici au 15 décembre.',
      ],
      [
        ...(['lesson', '14:15', 'DSI'] as const),
        'La sauvegarde de la nuit était exploitable, et le dommage connu ligne par ligne en une demi-heure.',
      ],
    ],
  },
};
