namespace SpotterBot.Telephony;

/// <summary>
/// The forms of one URL that Twilio may have signed. Its own libraries say that signing is inconsistent about ports: voice over HTTPS
/// drops port and user info, everything else drops the user info and keeps the port.
/// </summary>
/// <remarks>Plain text work on purpose: a parsed and rebuilt URL is no longer, byte for byte, the one that was signed.</remarks>
internal static class SignedUrls
{
    /// <summary>The URL as received first, then without its port or with the scheme's own port, then all of these without user info.</summary>
    public static IEnumerable<string> Candidates(string url)
    {
        var received = WithoutFragment(url);
        if (Split(received) is not { } parts) return [received];

        var ports = parts.Port.Length > 0 ? [parts.Port, ""] : new[] { "", DefaultPort(parts.Scheme) };
        var userInfos = new[] { parts.UserInfo, "" };

        return userInfos.SelectMany(_ => ports, (user, port) => $"{parts.Scheme}://{user}{parts.Host}{port}{parts.PathAndQuery}").Distinct();
    }

    /// <summary>A fragment holds connection settings for Twilio itself; it is neither requested nor signed.</summary>
    public static string WithoutFragment(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? url : url[..hash];
    }

    private static string DefaultPort(string scheme) =>
        scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? ":443"
        : scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? ":80"
        : "";

    /// <summary>User info comes with its "@" and the port with its ":", so that the parts join up again to the same text.</summary>
    private static (string Scheme, string UserInfo, string Host, string Port, string PathAndQuery)? Split(string url)
    {
        var schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0) return null;

        var start = schemeEnd + "://".Length;
        var end = url.AsSpan(start).IndexOfAny('/', '?') is var length and >= 0 ? start + length : url.Length;
        var authority = url[start..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        // The colons inside the brackets of an IPv6 address start no port.
        if (colon < host.LastIndexOf(']')) colon = -1;

        return (
            url[..schemeEnd],
            authority[..^host.Length],
            colon < 0 ? host : host[..colon],
            colon < 0 ? "" : host[colon..],
            url[end..]);
    }
}
