const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const french = /^fr/i.test(locale)

const NBSP = '\u202f'

/** What the launcher says, before the program and its translations are there to say it. */
const words = {
  oldNode: {
    en: ({ version }) =>
      `Veillée needs Node 20 or newer to start; this is ${version}. See https://nodejs.org.`,
    fr: ({ version }) =>
      `Veillée a besoin de Node 20 ou plus récent pour démarrer${NBSP}; celui-ci est ${version}. Voir https://nodejs.org.`,
  },
  noRuntime: {
    en: ({ platform, version }) =>
      `Veillée runs on Node 24 or newer. Its dependencies bring none for ${platform}, and this is ${version}: install Node 24 and start again with it.`,
    fr: ({ platform, version }) =>
      `Veillée fonctionne avec Node 24 ou plus récent. Ses dépendances n’en apportent pas pour ${platform}, et celui-ci est ${version}${NBSP}: installez Node 24 et relancez avec lui.`,
  },
  installing: {
    en: () => 'Installing the dependencies (once)',
    fr: () => 'Installation des dépendances (une seule fois)',
  },
  installed: {
    en: ({ seconds }) => `Dependencies installed in ${seconds} s`,
    fr: ({ seconds }) => `Dépendances installées en ${seconds} s`,
  },
  installFailed: {
    en: () =>
      'The dependencies could not be installed. npm’s words are above; check the network and the free disk space, then start again.',
    fr: () =>
      `Les dépendances n’ont pas pu être installées. Le message de npm est ci-dessus${NBSP}; vérifiez le réseau et l’espace disque, puis relancez.`,
  },
  noNpm: {
    en: () => 'npm was not found: it comes with Node; install it, or run “npm ci” yourself.',
    fr: () =>
      `npm est introuvable${NBSP}: il vient avec Node${NBSP}; installez-le, ou lancez vous-même «${NBSP}npm ci${NBSP}».`,
  },
  notInstalled: {
    en: () => 'The dependencies are absent or out of date, and --no-install was given.',
    fr: () => 'Les dépendances sont absentes ou périmées, et --no-install a été demandé.',
  },
  otherInstalling: {
    en: ({ pid }) => `Another start (process ${pid}) is preparing this copy: waiting for it`,
    fr: ({ pid }) => `Un autre démarrage (processus ${pid}) prépare cette copie${NBSP}: on l’attend`,
  },
  building: {
    en: () => 'Building the interface',
    fr: () => 'Construction de l’interface',
  },
  built: {
    en: ({ seconds }) => `Interface built in ${seconds} s`,
    fr: ({ seconds }) => `Interface construite en ${seconds} s`,
  },
  buildFailed: {
    en: () => 'The interface could not be built: see above.',
    fr: () => `L’interface n’a pas pu être construite${NBSP}: voir ci-dessus.`,
  },
  cannotStart: {
    en: ({ node, reason }) => `${node} could not be started: ${reason}`,
    fr: ({ node, reason }) => `${node} n’a pas pu être lancé${NBSP}: ${reason}`,
  },
}

/** The sentence `id` in French when the terminal speaks it, else in English. */
export function say(id, values = {}) {
  return words[id][french ? 'fr' : 'en'](values)
}

/** A failure to tell in words, without a stack. */
export class Refusal extends Error {}

export function refuse(id, values) {
  return new Refusal(say(id, values))
}
