// The language in which programs are shown, as it was chosen before. Without a script all are shown in TypeScript.
document.documentElement.dataset.language = (() => {
  try {
    return localStorage.getItem('language') ?? 'ts';
  } catch {
    return 'ts';
  }
})();
