using System.Collections.Frozen;

namespace SpotterBot.Decisions;

/// <summary>Phone numbers as people type them.</summary>
public static class Numbers
{
    private static readonly string[] Emergency = ["911", "112", "999", "933"];

    /// <summary>
    /// What stands as the caller's number where it is withheld: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, spelled on a keypad. They look
    /// like numbers and would be dialled. Source: Twilio documentation, "Calls from unexpected numbers".
    /// </summary>
    private static readonly FrozenSet<string> Withheld =
        new[] { "266696687", "7378742833", "2562533", "8656696", "86282452253" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="number">E.164.</param>
    public static bool IsWithheld(string number) => Withheld.Contains(number.TrimStart('+'));

    /// <summary>E.164 (<c>+</c> and 8 to 15 digits), or null. Ten digits, or eleven with a leading 1, are North American.</summary>
    public static string? E164(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        var trimmed = typed.Trim();
        if (trimmed.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '-' or '.' or '(' or ')' or '+' or '/')))
        {
            return null;
        }

        var digits = new string([.. trimmed.Where(char.IsAsciiDigit)]);
        var international = trimmed.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal) || digits.StartsWith("011", StringComparison.Ordinal);
        if (!trimmed.StartsWith('+'))
        {
            digits = digits.StartsWith("011", StringComparison.Ordinal) ? digits[3..]
                : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
                : digits.Length == 10 ? "1" + digits
                : digits;
        }

        var plausible = digits.Length is >= 8 and <= 15 && digits[0] != '0' && (international || (digits.Length == 11 && digits[0] == '1'));
        return plausible && !IsWithheld(digits) && !IsWithheld(digits[1..]) && (digits[0] != '1' || IsNorthAmerican(digits)) ? "+" + digits : null;
    }

    /// <summary>Area code and exchange begin with 2 to 9, and neither is one of the service codes such as 911.</summary>
    private static bool IsNorthAmerican(string digits) =>
        digits.Length == 11 && digits[1] >= '2' && digits[4] >= '2' && digits[2..4] != "11" && digits[5..7] != "11";

    /// <summary>911, 112, 999 or 933, however written: never dialled by any path.</summary>
    public static bool IsEmergency(string? typed)
    {
        var digits = new string([.. (typed ?? "").Where(char.IsAsciiDigit)]);
        digits = digits.TrimStart('0');
        return Array.Exists(Emergency, e => digits == e || digits == "1" + e);
    }
}
