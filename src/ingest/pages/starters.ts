/** Public pages of rules that whoever speaks for a brand on a network has agreed to, in the two languages of the product. */
export interface Starter {
  network: string
  /** What it says: terms for all, for pages and firms, for contests, for reviews, the rules of the place. */
  about: 'terms' | 'business' | 'contests' | 'reviews' | 'rules'
  url: { fr: string; en: string }
}

function both(url: string): Starter['url'] {
  return { fr: url, en: url }
}

function by(url: string, fr: string, en: string): Starter['url'] {
  return { fr: url.replace('{}', fr), en: url.replace('{}', en) }
}

export const STARTERS: readonly Starter[] = [
  { network: 'Facebook', about: 'terms', url: both('https://www.facebook.com/legal/terms') },
  {
    network: 'Facebook',
    about: 'contests',
    url: both('https://www.facebook.com/policies/pages_groups_events/'),
  },
  { network: 'Instagram', about: 'terms', url: both('https://help.instagram.com/581066165581870') },
  { network: 'Instagram', about: 'contests', url: both('https://help.instagram.com/179379842258600') },
  { network: 'Threads', about: 'terms', url: both('https://help.instagram.com/769983657850450') },
  { network: 'X', about: 'terms', url: by('https://x.com/{}/tos', 'fr', 'en') },
  { network: 'X', about: 'rules', url: by('https://help.x.com/{}/rules-and-policies/x-rules', 'fr', 'en') },
  {
    network: 'LinkedIn',
    about: 'terms',
    url: by('https://www.linkedin.com/legal/user-agreement?_l={}', 'fr_FR', 'en_US'),
  },
  {
    network: 'LinkedIn',
    about: 'business',
    url: by('https://www.linkedin.com/legal/pages-terms?_l={}', 'fr_FR', 'en_US'),
  },
  {
    network: 'TikTok',
    about: 'terms',
    url: by('https://www.tiktok.com/legal/page/eea/terms-of-service/{}', 'fr', 'en'),
  },
  { network: 'YouTube', about: 'terms', url: by('https://www.youtube.com/t/terms?hl={}', 'fr', 'en') },
  {
    network: 'YouTube',
    about: 'contests',
    url: by('https://support.google.com/youtube/answer/1620498?hl={}', 'fr', 'en'),
  },
  {
    network: 'Pinterest',
    about: 'business',
    url: by('https://policy.pinterest.com/{}/business-terms-of-service', 'fr', 'en'),
  },
  { network: 'mastodon.social', about: 'rules', url: both('https://mastodon.social/api/v1/instance/rules') },
  { network: 'Bluesky', about: 'terms', url: both('https://bsky.social/about/support/tos') },
  { network: 'Bluesky', about: 'rules', url: both('https://bsky.social/about/support/community-guidelines') },
  {
    network: 'Google Business',
    about: 'business',
    url: by('https://support.google.com/business/answer/3038177?hl={}', 'fr', 'en'),
  },
  {
    network: 'Google Business',
    about: 'reviews',
    url: by('https://support.google.com/contributionpolicy/answer/7400114?hl={}', 'fr', 'en'),
  },
  {
    network: 'WhatsApp Business',
    about: 'business',
    url: by('https://www.whatsapp.com/legal/business-terms?lang={}', 'fr', 'en'),
  },
  {
    network: 'Trustpilot',
    about: 'reviews',
    url: by('https://{}.legal.trustpilot.com/for-businesses/business-guidelines', 'fr', 'uk'),
  },
  { network: 'Reddit', about: 'terms', url: both('https://redditinc.com/policies/user-agreement') },
  { network: 'Discord', about: 'terms', url: both('https://discord.com/terms') },
]
