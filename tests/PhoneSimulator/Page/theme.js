// Light, dark, or as the browser has it.
const themes = ['', 'light', 'dark'];
const names = { '': 'as the browser has it', light: 'light', dark: 'dark' };

export function themeButton(button) {
  function apply(theme) {
    if (theme) {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }

    button.title = `Theme: ${names[theme]}`;
    button.setAttribute('aria-label', button.title);
  }

  button.addEventListener('click', () => {
    const now = document.documentElement.dataset.theme ?? '';
    apply(themes[(themes.indexOf(now) + 1) % themes.length]);
  });
  apply('');
}
