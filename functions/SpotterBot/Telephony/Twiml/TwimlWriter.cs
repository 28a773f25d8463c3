using System.Globalization;
using System.Text;
using System.Xml;

namespace SpotterBot.Telephony.Twiml;

/// <summary>
/// Writes TwiML elements: attributes in the order they are asked for, null ones left out, empty ones kept (they mean something),
/// and every character that XML cannot hold dropped.
/// </summary>
internal sealed class TwimlWriter(XmlWriter xml)
{
    /// <summary>Twilio refuses a document over 64 kB (error 11750); a kilobyte is counted here as the smaller one.</summary>
    private const int MostBytes = 64_000;

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true, // Written by hand: the writer would name the encoding of the string, not the one it is sent in.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>A whole document with its one root, <c>Response</c>.</summary>
    /// <exception cref="InvalidOperationException">The document is over 64 kB.</exception>
    public static string Document(IEnumerable<ITwimlElement> elements)
    {
        var text = new StringBuilder(Declaration);
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var writer = new TwimlWriter(xml);
            writer.Element("Response", () => writer.All(elements));
        }

        var document = text.ToString();
        var bytes = Encoding.UTF8.GetByteCount(document);
        return bytes <= MostBytes
            ? document
            : throw new InvalidOperationException($"This TwiML document has {bytes} bytes; Twilio takes at most {MostBytes}.");
    }

    public void All(IEnumerable<ITwimlElement> elements)
    {
        foreach (var element in elements) element.WriteTo(this);
    }

    public void Element(string name, Action content)
    {
        xml.WriteStartElement(name);
        content();
        xml.WriteEndElement();
    }

    public void Attribute(string name, string? value)
    {
        if (value is not null) xml.WriteAttributeString(name, XmlText.Clean(value));
    }

    public void Attribute(string name, int? value) => Attribute(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Attribute(string name, bool? value) => Attribute(name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>The names of the flags that are set, joined by spaces; nothing where none is.</summary>
    public void Flags<T>(string name, T value)
        where T : struct, Enum
    {
        var set = Enum.GetValues<T>()
            .Where(flag => System.Numerics.BitOperations.IsPow2(Convert.ToInt32(flag, CultureInfo.InvariantCulture)) && value.HasFlag(flag))
            .Select(XmlText.Camel);
        var joined = string.Join(' ', set);
        if (joined.Length > 0) Attribute(name, joined);
    }

    public void Text(string value) => xml.WriteString(XmlText.Clean(value));
}

/// <summary>Anything that can stand in a TwiML document.</summary>
internal interface ITwimlElement
{
    void WriteTo(TwimlWriter writer);
}
