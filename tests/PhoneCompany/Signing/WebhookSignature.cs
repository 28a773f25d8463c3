using System.Security.Cryptography;
using System.Text;

namespace PhoneCompany.Signing;

/// <summary>
/// Signs requests the way Twilio does: base64(HMAC-SHA1(token, URL followed by every form parameter, sorted)).
/// The simulator signs with its own code, so that it cannot share a mistake with the program it calls.
/// Source: twilio.com/docs/usage/security#validating-requests and the vectors of the official helper libraries.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header that carries the signature.</summary>
    public const string HeaderName = "X-Twilio-Signature";

    /// <param name="authToken">The account's primary token.</param>
    /// <param name="url">Exactly what is requested, as <see cref="SignedUrl"/> gives it.</param>
    /// <param name="form">The decoded form fields of a POST; empty for a GET, whose parameters stand in the URL.</param>
    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        ArgumentNullException.ThrowIfNull(authToken);
        ArgumentNullException.ThrowIfNull(form);
        KeyValuePair<string, string>[] fields = [.. form];
        Array.Sort(fields, static (one, other) => string.CompareOrdinal(one.Key, other.Key) is var byKey and not 0 ? byKey : string.CompareOrdinal(one.Value, other.Value));
        var message = new StringBuilder(url);
        for (var i = 0; i < fields.Length; i++)
        {
            // A value sent twice under one key is signed once.
            if (i == 0 || fields[i].Key != fields[i - 1].Key || fields[i].Value != fields[i - 1].Value)
            {
                message.Append(fields[i].Key).Append(fields[i].Value);
            }
        }

        var hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(message.ToString()));
        return Convert.ToBase64String(hash);
    }

    /// <summary>
    /// The URL as it enters the signature: never with its fragment (those are connection overrides), never with user and
    /// password, and for voice over https without its port.
    /// </summary>
    public static string SignedUrl(string url, bool voice)
    {
        ArgumentNullException.ThrowIfNull(url);
        var bare = WithoutFragment(url);
        var start = bare.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
        {
            return bare;
        }

        var end = bare.IndexOfAny(['/', '?'], start);
        var authority = end < 0 ? bare[start..] : bare[start..end];
        var rest = end < 0 ? "" : bare[end..];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.LastIndexOf(':');
        if (voice && port > authority.LastIndexOf(']') && bare.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            authority = authority[..port];
        }

        return bare[..start] + authority + rest;
    }

    public static string WithoutFragment(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? url : url[..hash];
    }
}
