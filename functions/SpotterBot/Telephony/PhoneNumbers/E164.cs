using System.Globalization;
using System.Text;

namespace SpotterBot.Telephony;

/// <summary>
/// Phone numbers as <c>+</c>, country code, national number: the only shape in which this program stores, compares or dials one.
/// Source: ITU-T E.164; for +1 the North American Numbering Plan.
/// </summary>
public static class E164
{
    // The shortest whole numbers in use (some islands) have 7 digits; E.164 allows 15.
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>Whether the text is such a number already, with nothing to strip.</summary>
    public static bool IsValid(string? number)
    {
        if (number is not ['+', >= '1' and <= '9', ..]) return false;

        var digits = number.AsSpan(1);
        if (digits.Length is < FewestDigits or > MostDigits || digits.ContainsAnyExceptInRange('0', '9')) return false;

        // Country code 1 has ten-digit numbers only, whose area codes start at 2. The exchange is not judged: plans change.
        return digits[0] != '1' || (digits.Length == 11 && digits[1] is >= '2' and <= '9');
    }

    /// <summary>
    /// Reads a number as people write it: spaces, dashes, dots and brackets anywhere, <c>00</c> or <c>011</c> for the plus,
    /// a bracketed trunk zero (<c>+44 (0)20…</c>).
    /// </summary>
    /// <param name="written">What was typed, keyed or configured.</param>
    /// <param name="northAmericaByDefault">Takes ten digits, or eleven that begin with 1, as a number of country code 1.</param>
    /// <returns>The number in E.164, or null where this is not one.</returns>
    public static string? Normalise(string? written, bool northAmericaByDefault = false)
    {
        if (written is null || Strip(written) is not { } stripped) return null;

        var number = stripped switch
        {
            ['+', ..] => stripped,
            ['0', '0', .. var rest] => "+" + rest,
            ['0', '1', '1', .. var rest] => "+" + rest,
            { Length: 10 } when northAmericaByDefault => "+1" + stripped,
            ['1', ..] when northAmericaByDefault && stripped.Length == 11 => "+" + stripped,
            _ => null,
        };

        return IsValid(number) ? number : null;
    }

    /// <summary>The ASCII digit that this character means in any script, or null.</summary>
    internal static char? AsciiDigit(char character) =>
        CharUnicodeInfo.GetDecimalDigitValue(character) is var value and >= 0 ? (char)('0' + value) : null;

    private static string? Strip(string written)
    {
        var text = written.Trim();
        if (text is ['+' or '\uFF0B' or '0', ..]) text = text.Replace("(0)", "", StringComparison.Ordinal);

        var kept = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (AsciiDigit(character) is { } digit) kept.Append(digit);
            else if (character is '+' or '\uFF0B' && kept.Length == 0) kept.Append('+');
            else if (!IsDecoration(character)) return null;
        }

        return kept.ToString();
    }

    private static bool IsDecoration(char character) =>
        character is '.' or '(' or ')' or '[' or ']'
        || char.IsWhiteSpace(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || character == '\u2212';
}
