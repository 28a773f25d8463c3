namespace PhoneCompany.Messages;

/// <summary>
/// How many segments a text is cut into: GSM-7 160 septets alone or 153 each, UCS-2 70 units alone or 67 each.
/// Source: Twilio's own sms-segments-calculator.
/// </summary>
public static class SmsSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "^{}\\[~]|€\f";

    /// <summary>One character outside GSM-7 turns the whole text into UCS-2.</summary>
    public static bool IsGsm7(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.All(c => Basic.Contains(c, StringComparison.Ordinal) || Extended.Contains(c, StringComparison.Ordinal));
    }

    public static int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var gsm = IsGsm7(text);
        var sizes = gsm ? text.Select(c => Extended.Contains(c, StringComparison.Ordinal) ? 2 : 1).ToList() : Units(text);
        var (alone, each) = gsm ? (160, 153) : (70, 67);
        if (sizes.Sum() <= alone)
        {
            return 1;
        }

        // A pair (escape and character, or two surrogates) is never split over two segments.
        var (segments, used) = (1, 0);
        foreach (var size in sizes)
        {
            if (used + size > each)
            {
                (segments, used) = (segments + 1, 0);
            }

            used += size;
        }

        return segments;
    }

    private static List<int> Units(string text)
    {
        var sizes = new List<int>();
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
            sizes.Add(isPair ? 2 : 1);
            index += isPair ? 1 : 0;
        }

        return sizes;
    }
}
