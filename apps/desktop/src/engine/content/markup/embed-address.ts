import { isWebAddress } from '@educrowd/shared/content/link-target';

/** The web address that an embed may hold, or null. Players become the page of their video, which people can open. */
export function embedAddress(src: string): string | null {
  const absolute = src.trim().replace(/^\/\//, 'https://');
  if (!isWebAddress(absolute)) return normalisedAddress(absolute);
  const url = new URL(absolute);
  const host = url.hostname.replace(/^www\./, '');
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const id = /^\/(?:embed|v)\/([\w-]{6,20})$/.exec(url.pathname)?.[1];
    if (id !== undefined) return youTubeAddress(id, url.searchParams.get('start'));
  }
  if (host === 'player.vimeo.com') {
    const id = /^\/video\/(\d+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) return `https://vimeo.com/${id}`;
  }
  return absolute;
}

export const youTubeAddress = (id: string, start: string | null = null): string =>
  `https://www.youtube.com/watch?v=${id}${start !== null && /^\d{1,6}$/.test(start) ? `&t=${start}` : ''}`;

/** An address with spaces and the like, as browsers would send it. */
export function normalisedAddress(address: string): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const { href } = new URL(address);
  return isWebAddress(href) ? href : null;
}
