/** Keeps the site for a reader who goes offline: only the site's own pages ask for it, a figure elsewhere never does. */

const LATER_MS = 3000;

export function workOffline(): void {
  // Undefined where the page is not served over https, and in a sandboxed frame.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers || window !== window.top) return;
  // After the page's own files and its first figure's beginning: it fetches the whole site.
  const register = () =>
    workers.register(new URL(/* @vite-ignore */ "service-worker.js", import.meta.url)).catch(() => {
      // Storage is off or full: the page works as it did, online.
    });
  const later = () => setTimeout(register, LATER_MS);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
