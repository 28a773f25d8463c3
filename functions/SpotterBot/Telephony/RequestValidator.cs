using System.Security.Cryptography;
using System.Text;

namespace SpotterBot.Telephony;

/// <summary>
/// Checks the <c>X-Twilio-Signature</c> header of a webhook. Source: Twilio documentation, "Webhooks security";
/// where the official libraries differ (a key sent twice) this follows the one for Node.
/// </summary>
/// <remarks>
/// The scheme holds neither a time nor a nonce, so a genuine request can be replayed: recognising repeats is the door's work, not this class's.
/// Nothing here throws, whatever it is given: a stranger chooses every byte of the input.
/// </remarks>
public sealed class RequestValidator
{
    private const int SignatureLength = 28; // 20 bytes of HMAC-SHA1 in base64.

    private readonly byte[][] _keys;

    /// <param name="authTokens">
    /// The account's auth tokens, the primary first; the secondary one is signed with from the moment it is promoted, so a rotation
    /// needs both for a while. Null and empty ones are left out; with none left nothing is ever valid.
    /// </param>
    public RequestValidator(params IEnumerable<string?> authTokens)
    {
        ArgumentNullException.ThrowIfNull(authTokens);
        _keys = [.. authTokens.Where(token => !string.IsNullOrEmpty(token)).Select(token => Encoding.UTF8.GetBytes(token!))];
    }

    /// <summary>Whether Twilio signed this form request (or, with an empty form, this GET).</summary>
    /// <param name="url">The public URL exactly as Twilio requested it: query byte for byte, case of the host kept.</param>
    /// <param name="form">Every received form field, decoded, untrimmed, in any order; empty for GET.</param>
    /// <param name="signature">The header's value, or null where it was missing.</param>
    public bool Validate(string? url, IReadOnlyList<KeyValuePair<string, string>> form, string? signature)
    {
        if (url is null || form is null) return false;

        return IsSigned(url, ConcatenateForm(form), signature);
    }

    /// <summary>The signature that Twilio would give this request with this token: to ask ourselves as it does, and documents that it hosts as it does.</summary>
    public static string Signature(string authToken, string url, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        ArgumentNullException.ThrowIfNull(authToken);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(form);
        return Sign(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(SignedUrls.WithoutFragment(url) + ConcatenateForm(form)));
    }

    /// <summary>Whether Twilio signed this request with a body that is not a form (JSON): the URL is signed, and it holds the body's hash.</summary>
    /// <param name="url">The public URL exactly as Twilio requested it, with its <c>bodySHA256</c>.</param>
    /// <param name="rawBody">The body's bytes as received.</param>
    /// <param name="signature">The header's value, or null where it was missing.</param>
    public bool ValidateBody(string? url, ReadOnlySpan<byte> rawBody, string? signature)
    {
        if (url is null || !IsSigned(url, "", signature)) return false;

        return BodyHashIn(url) is { } claimed && SameText(Convert.ToHexStringLower(SHA256.HashData(rawBody)), claimed);
    }

    private bool IsSigned(string url, string concatenatedForm, string? signature)
    {
        if (signature is not { Length: SignatureLength }) return false;

        var valid = false;
        foreach (var candidate in SignedUrls.Candidates(url))
        {
            var message = Encoding.UTF8.GetBytes(candidate + concatenatedForm);
            foreach (var key in _keys) valid |= SameText(Sign(key, message), signature);
        }

        return valid;
    }

#pragma warning disable CA5350 // SHA-1 is Twilio's choice; as an HMAC it still holds.
    private static string Sign(byte[] key, byte[] message) => Convert.ToBase64String(HMACSHA1.HashData(key, message));
#pragma warning restore CA5350

    private static bool SameText(string expected, string received) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(received));

    /// <summary>Keys in ordinal order, each followed by its value, nothing between; of a key sent several times every different value, sorted.</summary>
    private static string ConcatenateForm(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var fields = new (string Key, string Value)[form.Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = (form[i].Key ?? "", form[i].Value ?? "");

        // Every webhook passes here, and most have twenty fields: sorted in place.
        Array.Sort(fields, static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var byKey and not 0 ? byKey : string.CompareOrdinal(a.Value, b.Value));
        var text = new StringBuilder();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i == 0 || fields[i] != fields[i - 1]) text.Append(fields[i].Key).Append(fields[i].Value);
        }

        return text.ToString();
    }

    private static string? BodyHashIn(string url)
    {
        const string Name = "bodySHA256=";
        var withoutFragment = SignedUrls.WithoutFragment(url);
        var query = withoutFragment.IndexOf('?', StringComparison.Ordinal);
        if (query < 0) return null;

        return withoutFragment[(query + 1)..].Split('&')
            .FirstOrDefault(pair => pair.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..];
    }
}
