using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PhoneCompany.Voice.Twiml;

/// <summary>A document that passed the schema, and the address its relative URLs stand beside (null when it was given inline).</summary>
internal sealed record TwimlDocument(IReadOnlyList<XElement> Verbs, string? BaseUrl)
{
    public static readonly TwimlDocument Empty = new([], null);

    /// <summary>Reads and checks a document. On failure the code is Twilio's: 12100 not XML, 12200 not its schema.</summary>
    public static TwimlDocument? Parse(string xml, string? baseUrl, Action<int, string> complain)
    {
        XDocument parsed;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true };
            using var reader = XmlReader.Create(new StringReader(xml.TrimStart('\uFEFF')), settings);
            parsed = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException error)
        {
            complain(12100, $"Not XML: {error.Message}");
            return null;
        }

        var sound = true;
        if (parsed.Root!.Name != "Response")
        {
            Fault($"The root is <{parsed.Root.Name}>, not <Response>.");
        }
        else if (parsed.Root.HasAttributes)
        {
            Fault("<Response> takes no attributes.");
        }

        CheckText(parsed.Root, allowed: false);
        foreach (var verb in parsed.Root.Elements())
        {
            if (verb.Name.LocalName is "Number" or "Conference" || !TwimlSchema.Verbs.ContainsKey(verb.Name.ToString()))
            {
                Fault($"<{verb.Name}> is no verb that may stand in <Response>.");
                continue;
            }

            Check(verb);
        }

        return sound ? new TwimlDocument([.. parsed.Root.Elements()], baseUrl) : null;

        void Check(XElement element)
        {
            var schema = TwimlSchema.Verbs[element.Name.ToString()];
            foreach (var attribute in element.Attributes())
            {
                var check = schema[NameOf(attribute)];
                if (check is null)
                {
                    Fault($"<{element.Name}> has no attribute {NameOf(attribute)}.");
                }
                else if (!check(attribute.Value))
                {
                    Fault($"<{element.Name} {NameOf(attribute)}=\"{attribute.Value}\"> is not a value it takes.");
                }
            }

            CheckText(element, schema.Text);
            foreach (var child in element.Elements())
            {
                var name = child.Name.ToString();
                if (!schema.Children.Contains(name))
                {
                    Fault($"<{name}> may not stand in <{element.Name}>.");
                }
                else if (TwimlSchema.IsSsml(name))
                {
                    CheckSsml(child);
                }
                else
                {
                    Check(child);
                }
            }
        }

        void CheckSsml(XElement element)
        {
            foreach (var attribute in element.Attributes().Where(a => !TwimlSchema.IsSsmlAttribute(element.Name.ToString(), NameOf(a))))
            {
                Fault($"<{element.Name}> has no attribute {NameOf(attribute)}.");
            }

            foreach (var child in element.Elements())
            {
                if (TwimlSchema.IsSsml(child.Name.ToString()))
                {
                    CheckSsml(child);
                }
                else
                {
                    Fault($"<{child.Name}> may not stand in <{element.Name}>.");
                }
            }
        }

        void CheckText(XElement element, bool allowed)
        {
            if (!allowed && element.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value)))
            {
                Fault($"<{element.Name}> takes no text.");
            }
        }

        void Fault(string text)
        {
            sound = false;
            complain(12200, text);
        }
    }

    private static string NameOf(XAttribute attribute) =>
        attribute.Name.Namespace == XNamespace.Xml ? "xml:" + attribute.Name.LocalName : attribute.Name.ToString();
}

/// <summary>Reads attributes that the schema has already checked.</summary>
internal static class TwimlReading
{
    public static string? Value(this XElement verb, string name) => verb.Attribute(name)?.Value;

    public static bool Flag(this XElement verb, string name, bool otherwise = false) =>
        verb.Attribute(name)?.Value is { } value ? value == "true" : otherwise;

    public static int Number(this XElement verb, string name, int otherwise) =>
        verb.Attribute(name)?.Value is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public static TimeSpan Seconds(this XElement verb, string name, int otherwise) => TimeSpan.FromSeconds(verb.Number(name, otherwise));

    public static string[] Words(this XElement verb, string name, string otherwise) =>
        (verb.Attribute(name)?.Value ?? otherwise).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text a person hears, its white space as one blank each; an alias is heard in place of what it stands for.</summary>
    public static string Spoken(this XElement verb)
    {
        var text = new StringBuilder();
        Gather(verb);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        void Gather(XElement element)
        {
            foreach (var node in element.Nodes())
            {
                switch (node)
                {
                    case XText words: text.Append(words.Value); break;
                    case XElement { Name.LocalName: "sub" } sub: text.Append(sub.Value("alias") ?? sub.Value); break;
                    case XElement { Name.LocalName: "break" or "p" or "s" } pause:
                        text.Append(' ');
                        Gather(pause);
                        text.Append(' ');
                        break;
                    case XElement child: Gather(child); break;
                }
            }
        }
    }

    /// <summary>Silence that SSML breaks add.</summary>
    public static TimeSpan Breaks(this XElement say) => say.Descendants("break").Aggregate(TimeSpan.Zero, (sum, pause) => sum + BreakOf(pause));

    private static TimeSpan BreakOf(XElement pause)
    {
        var time = pause.Value("time") ?? pause.Value("strength") switch
        {
            "none" => "0s", "x-weak" or "weak" => "100ms", "strong" => "700ms", "x-strong" => "1s", _ => "400ms",
        };
        var unit = time.EndsWith("ms", StringComparison.Ordinal) ? 0.001 : 1;
        return double.TryParse(time.TrimEnd('m', 's'), CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds(number * unit)
            : TimeSpan.Zero;
    }
}
