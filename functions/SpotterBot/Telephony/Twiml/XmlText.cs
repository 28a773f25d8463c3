using System.Text;
using System.Xml;

namespace SpotterBot.Telephony.Twiml;

/// <summary>Text on its way into XML, and into pieces that Twilio takes.</summary>
internal static class XmlText
{
    /// <summary>
    /// The text without what XML 1.0 cannot hold, not even escaped (control characters, halves of a surrogate pair): one such character,
    /// pasted into a text message, would otherwise cost the caller the whole answer (error 12100).
    /// </summary>
    public static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) kept.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i])) kept.Append(text[i]);
        }

        return kept.ToString();
    }

    /// <summary>How long the text is in a document: some characters are written with several.</summary>
    public static int BytesOf(string text) => Encoding.UTF8.GetByteCount(text) + (4 * text.Count(c => c is '<' or '>' or '&' or '"' or '\r'));

    /// <summary>The text in pieces of at most <paramref name="most"/> characters, cut after a sentence where one ends late enough, else at a space.</summary>
    public static IReadOnlyList<string> Split(string text, int most)
    {
        var pieces = new List<string>();
        var rest = text.AsSpan().Trim();
        while (rest.Length > most)
        {
            var cut = CutBefore(rest, most);
            pieces.Add(rest[..cut].TrimEnd().ToString());
            rest = rest[cut..].TrimStart();
        }

        if (rest.Length > 0) pieces.Add(rest.ToString());
        return pieces;
    }

    /// <summary>An enumeration's name as TwiML writes it: <c>InProgress</c> becomes <c>inProgress</c>.</summary>
    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static int CutBefore(ReadOnlySpan<char> text, int most)
    {
        var window = text[..most];
        var sentence = Math.Max(window.LastIndexOf(". "), Math.Max(window.LastIndexOf("? "), window.LastIndexOf("! ")));
        if (sentence >= most / 2) return sentence + 1;

        var space = window.LastIndexOfAny(' ', '\n', '\t');
        if (space > 0) return space;

        return char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
    }
}
