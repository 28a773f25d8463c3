using System.Globalization;
using System.Text.Json;

namespace SpotterBot.Telephony;

/// <summary>
/// Fields of a JSON object as Twilio sends them: nearly all may be null, and numbers and booleans often come as text.
/// A field that is missing or of an unexpected shape reads as null; nothing throws.
/// </summary>
internal readonly struct JsonFields(JsonElement element)
{
    public string? Text(string name) => Field(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => Unescape(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    public int? Integer(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public decimal? Decimal(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public DateTimeOffset? Date(string name) => TwilioDates.Parse(Text(name));

    public bool? Boolean(string name) => Field(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(Unescape(value), out var read) => read,
            _ => null,
        }
        : null;

    public bool Has(string name) => Field(name) is not null;

    public JsonFields? Object(string name) => Field(name) is { ValueKind: JsonValueKind.Object } value ? new JsonFields(value) : null;

    public IEnumerable<string> Texts(string name)
    {
        if (Field(name) is not { ValueKind: JsonValueKind.Array } array) yield break;

        foreach (var item in array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String))
        {
            if (Unescape(item) is { } text) yield return text;
        }
    }

    public IEnumerable<JsonFields> Objects(string name)
    {
        if (Field(name) is not { ValueKind: JsonValueKind.Array } array) yield break;

        foreach (var item in array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)) yield return new JsonFields(item);
    }

    private static string? Unescape(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8 inside the string, which the parser lets pass.
            return null;
        }
    }

    private JsonElement? Field(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
