using System.Text;

namespace SpotterBot.Door;

/// <summary>A webhook as it came over the wire.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="RawTarget">Path and query, byte for byte as sent.</param>
/// <param name="ContentType">As sent, or null.</param>
/// <param name="Headers">Looked up without regard to case.</param>
public sealed record WebhookRequest(string Method, string RawTarget, string? ContentType, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public string Path => RawTarget.Split('?', 2)[0];
}

/// <summary>What a webhook is answered with.</summary>
public sealed record WebhookReply(int Status, string? ContentType, string Body)
{
    public static readonly WebhookReply NoContent = new(204, null, "");

    public static WebhookReply Twiml(string xml) => new(200, "text/xml; charset=utf-8", xml);

    public static WebhookReply Refused(int status, string reason) => new(status, "text/plain; charset=utf-8", reason);

    public static WebhookReply Json(int status, string json) => new(status, "application/json; charset=utf-8", json);
}

/// <summary>The fields of a webhook that passed the door.</summary>
public sealed class WebhookForm(IReadOnlyList<KeyValuePair<string, string>> fields, string? idempotencyToken)
{
    public string? IdempotencyToken { get; } = idempotencyToken;

    /// <summary>The first value of a field; null where it is absent or empty.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in fields)
            {
                if (key == name)
                {
                    return value.Length == 0 ? null : value;
                }
            }

            return null;
        }
    }

    /// <summary>The same form with this value in place of any it had.</summary>
    public WebhookForm With(string name, string value) => new([new(name, value), .. fields], IdempotencyToken);

    public int? Number(string name) => int.TryParse(this[name], out var number) ? number : null;

    /// <summary>Reads <c>application/x-www-form-urlencoded</c>; null where it is not that, or too much of it.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Parse(ReadOnlySpan<byte> body, int fieldsMost, int valueMost)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            if (fields.Count == fieldsMost || name.Length == 0 || name.Length > 200 || value.Length > valueMost)
            {
                return null;
            }

            fields.Add(new(name, value));
        }

        return fields;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
