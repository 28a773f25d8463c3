using System.Buffers;
using System.Text;

namespace SpotterBot.Telephony;

/// <summary>What a number is to this service, beyond its shape.</summary>
public static class PhoneNumbers
{
    private static readonly SearchValues<char> EndsOfNumber = SearchValues.Create(",;@wWpPxX#*");

    private static readonly string[] EmergencyNumbers = ["911", "112", "999", "933"];

    /// <summary>
    /// Whether the text, in any spelling, is 911, 112, 999 or 933 (the test line). The phone company routes these by the registered address
    /// of the number that calls, so a call from here would send help to the wrong place: EMS is reached on its dispatch line.
    /// </summary>
    /// <remarks>
    /// Errs on the side of yes: up to three digits in front (a country code, a trunk prefix, an outside line) do not hide an emergency number,
    /// and neither do zeros, punctuation, digits of other scripts, a URI scheme or what is keyed after it.
    /// </remarks>
    public static bool IsEmergencyNumber(string? written)
    {
        if (string.IsNullOrWhiteSpace(written)) return false;

        return IsEmergency(written) || IsEmergency(Dialled(written));
    }

    /// <summary>
    /// Whether a <c>From</c> as received can be called or texted back: not with a withheld number (<c>anonymous</c>, empty, a word in digits),
    /// a <c>client:</c> or <c>sip:</c> address, or a short code.
    /// </summary>
    public static bool Callable(string? from) => E164.IsValid(from) && !Decisions.Numbers.IsWithheld(from!) && !IsEmergencyNumber(from);

    private static bool IsEmergency(string written)
    {
        var digits = DigitsOf(written);
        // No area code ends in 11, so +1 911 with anything behind it is 911 to a switch that stops reading early.
        if (digits.StartsWith("1911", StringComparison.Ordinal) && digits.Length <= 11) return true;
        if (digits.StartsWith("911", StringComparison.Ordinal) && digits.Length == 10 && !written.Contains('+', StringComparison.Ordinal)) return true;

        var significant = digits.TrimStart('0');
        return significant.Length <= 6 && EmergencyNumbers.Any(number => significant.EndsWith(number, StringComparison.Ordinal));
    }

    /// <summary>The part that reaches a switch: without a URI scheme and host, parameters, an extension or digits keyed after a pause.</summary>
    private static string Dialled(string written)
    {
        var afterScheme = written[(written.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var end = afterScheme.AsSpan().IndexOfAny(EndsOfNumber);
        return end < 0 ? afterScheme : afterScheme[..end];
    }

    private static string DigitsOf(string written)
    {
        var digits = new StringBuilder(written.Length);
        foreach (var character in written)
        {
            if (E164.AsciiDigit(character) is { } digit) digits.Append(digit);
        }

        return digits.ToString();
    }
}
