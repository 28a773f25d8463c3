using System.Globalization;

namespace DeskTests.Page;

/// <summary>
/// Measures the contrast of everything that is written on the page, as it is now, against what it is written on (WCAG 2.2, 1.4.3: 4.5 to 1,
/// for large letters 3 to 1). The colours are what the browser computed; a gradient counts with every colour it goes through.
/// </summary>
public static class Legibility
{
    /// <summary>Every pair of colours in use, once: what is written (an example), its colour, the colours under it, whether its letters are large.</summary>
    private const string Pairs =
        """
        () => {
          const numbers = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const colours = text => [...text.matchAll(/rgba?\([^)]*\)/g)].map(([each]) => numbers(each)).map(([r, g, b, a = 1]) => [r, g, b, a]);
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
          const opaque = list => list.length > 0 && list.every(each => each[3] === 1);
          function grounds(element) {
            const layers = [];
            for (let at = element; at; at = at.parentElement) {
              const style = getComputedStyle(at);
              for (const layer of [colours(style.backgroundImage), colours(style.backgroundColor).filter(each => each[3] > 0)]) {
                if (layer.length > 0) {
                  layers.push(layer);
                }
                if (opaque(layer)) {
                  return layers.reduceRight((under, top) => top.flatMap(each => under.map(below => over(each, below))), layers.at(-1));
                }
              }
            }
            return [[255, 255, 255, 1]];
          }
          const found = new Map();
          function add(element, text, colour, style) {
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            const under = grounds(element.closest('svg') ? element.closest('svg').parentElement : element);
            const pair = { text: text.trim().slice(0, 40), colour: colours(colour)[0], under, large };
            found.set(JSON.stringify([pair.colour, under, large]), pair);
          }
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const text = walker.currentNode.data;
            const seen = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
              && ![element, element.parentElement].some(each => getComputedStyle(each).clipPath !== 'none');
            if (!text.trim() || !seen || element.closest('.unseen, :disabled, script, title')) {
              continue;
            }
            const style = getComputedStyle(element);
            add(element, text, element.closest('svg') ? style.fill : style.color, style);
          }
          for (const field of document.querySelectorAll('input[placeholder]')) {
            const style = getComputedStyle(field, '::placeholder');
            add(field, field.placeholder, style.color, style);
          }
          for (const list of document.querySelectorAll('.transcript:empty')) {
            const style = getComputedStyle(list, '::before');
            add(list, list.dataset.before, style.color, style);
          }
          return [...found.values()].map(({ text, colour, under, large }) => [text, colour.join(), under.map(each => each.join()).join(';'), String(large)].join('|'));
        }
        """;

    /// <summary>What is too faint, in words; and how many pairs were looked at.</summary>
    public static async Task<(IReadOnlyList<string> TooFaint, int Pairs)> MeasureAsync(Walk walk)
    {
        var pairs = await walk.Page.EvaluateAsync<string[]>(Pairs);
        List<string> faint = [];
        foreach (var pair in pairs)
        {
            var parts = pair.Split('|');
            var (under, large) = (parts[^2].Split(';'), parts[^1] == "true");
            var contrast = under.Min(u => Contrast(Luminance(parts[^3]), Luminance(u)));
            if (contrast < (large ? 3 : 4.5))
            {
                faint.Add($"\"{parts[0]}\": {contrast:0.00} to 1, {parts[^3]} on {parts[^2]}");
            }
        }

        return (faint, pairs.Length);
    }

    /// <summary>1 to 21.</summary>
    public static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    /// <param name="colour">Red, green and blue, 0 to 255, with commas between.</param>
    public static double Luminance(string colour)
    {
        var parts = colour.Split(',').Take(3).Select(p => Linear(double.Parse(p, CultureInfo.InvariantCulture) / 255)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
}
