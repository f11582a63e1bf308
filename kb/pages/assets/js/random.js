// A random entry: one file of previews is drawn, then one entry of it.

const link = document.getElementById("kb-random");

link.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const names = link.dataset.buckets.split(" ");
  const name = names[Math.floor(Math.random() * names.length)];
  try {
    const answer = await fetch(new URL(`../../data/preview/${name}.json`, import.meta.url));
    const ids = Object.keys(await answer.json());
    const id = ids[Math.floor(Math.random() * ids.length)];
    location.href = new URL(`../../concepts/${encodeURIComponent(id)}.html`, import.meta.url).href;
  } catch {
    location.href = link.href;
  }
});
