using System.Xml;
using System.Xml.Linq;
using PhoneCompany.Voice.Twiml;

namespace Fuzz.Inputs;

/// <summary>Whether the phone company would take a document.</summary>
public static class Documents
{
    private const int BytesMost = 64 * 1024;

    /// <summary>Null, or what it would object to.</summary>
    public static string? Fault(string xml)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(xml) > BytesMost)
        {
            return "The document is over 64 kB.";
        }

        XElement root;
        try
        {
            root = XDocument.Parse(xml).Root!;
        }
        catch (XmlException fault)
        {
            return $"Not XML: {fault.Message}";
        }

        if (root.Elements("Message").Any())
        {
            return root.Name == "Response" && root.Elements().All(e => e.Name == "Message" && e.Elements().All(b => b.Name == "Body" && b.Value.Length is > 0 and <= 1600))
                ? null : "No answer to a text.";
        }

        string? complaint = null;
        _ = TwimlDocument.Parse(xml, null, (code, text) => complaint ??= $"{code} {text}");
        return complaint;
    }
}
