using System.Globalization;
using System.Text;

namespace SpotterBot.Decisions.Texts;

/// <summary>
/// Letters without their accents and full-width forms as plain ones. By a table of our own, because the program runs without
/// culture data, where the platform's normalisation leaves text as it is.
/// </summary>
internal static class Folding
{
    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸàáâãäåçèéêëìíîïñòóôõöøùúûüýÿĀāĂăĄąĆćČčĎďĒēĘęĚěĞğĪīĮįİıŁłŃńŇňŌōŐőŘřŚśŞşŠšŢţŤťŪūŮůŰűŹźŻżŽž";
    private const string Plain = "AAAAAACEEEEIIIINOOOOOOUUUUYYaaaaaaceeeeiiiinoooooouuuuyyAaAaAaCcCcDdEeEeEeGgIiIiIiLlNnNnOoOoRrSsSsSsTtTtUuUuUuZzZzZz";

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                folded.Append(Fold(c));
            }
        }

        return folded.ToString();
    }

    /// <summary>The text without blanks, and without what nobody sees, before and after it.</summary>
    public static string Trim(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsNothing(text[from]))
        {
            from++;
        }

        while (to > from && IsNothing(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>Full-width letters, as some keyboards write them, and every script's digits as 0 to 9, without touching accents.</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Narrow(source[i]);
        }
    });

    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        > '\x7f' when CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit && char.IsDigit(c) => (char)('0' + digit),
        _ => c,
    };

    /// <summary>Whether an accent of its own follows the letter at <paramref name="at"/>.</summary>
    public static bool IsAccented(string text, int at) =>
        at + 1 < text.Length && char.GetUnicodeCategory(text[at + 1]) == UnicodeCategory.NonSpacingMark;

    private static bool IsNothing(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static char Fold(char c)
    {
        var narrow = Narrow(c);
        var at = narrow < 0x80 ? -1 : Accented.IndexOf(narrow);
        return at < 0 ? narrow : Plain[at];
    }
}
