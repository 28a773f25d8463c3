using System.Net;

namespace SpotterBot.Settings;

/// <summary>The addresses that are configured, and what makes each unfit.</summary>
internal static class Addresses
{
    /// <summary>What Twilio calls and signs: without a slash at its end, so that a path can be put behind it.</summary>
    public static string? PublicBase(SettingsReader reader)
    {
        const string key = "PublicBaseUrl";
        const string remedy = "Write the address under which the internet reaches this program, such as https://spotter.example.org";
        reader.Demand(key, remedy);
        if (Absolute(reader, key, remedy) is not { } uri)
        {
            return null;
        }

        var reason = BareOrReason(uri)
            ?? (uri.Host.Contains('_', StringComparison.Ordinal) ? "has an underscore in its host name, which the phone company refuses" : null)
            ?? SchemeReason(uri, httpAllowed: reader.Development && uri.IsLoopback);
        return Kept(reader, key, reason, remedy, uri.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Scheme, host and port of the phone company's API.</summary>
    public static string? PhoneCompany(SettingsReader reader)
    {
        const string key = "Twilio:ApiBaseUrl";
        const string remedy = "Write scheme, host and port alone, or leave it out for Twilio's own";
        if (!reader.IsSet(key))
        {
            return "https://api.twilio.com";
        }

        return Absolute(reader, key, remedy) is { } uri
            ? Kept(reader, key, BareOrReason(uri) ?? SchemeReason(uri, reader.Development || uri.IsLoopback), remedy, uri.GetLeftPart(UriPartial.Authority))
            : null;
    }

    /// <summary>The table service, by managed identity: its token travels by https alone, on this machine as well. A path is in its place here.</summary>
    public static Uri? TableService(SettingsReader reader)
    {
        const string key = "Storage:TableServiceUri";
        const string remedy = "Write the storage account's table address, such as https://account.table.core.windows.net";
        if (Absolute(reader, key, remedy) is not { } uri)
        {
            return null;
        }

        var reason = HostReason(uri)
            ?? (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has more in it than an address (a signature or a name)" : null)
            ?? SchemeReason(uri, httpAllowed: false);
        return Kept(reader, key, reason, remedy, uri.AbsoluteUri) is { } kept ? new Uri(kept) : null;
    }

    /// <summary>Where alarms are posted. Its path and query may hold a key: nothing of it is ever shown.</summary>
    public static Uri? Alarms(SettingsReader reader)
    {
        const string key = "Alarms:Url";
        const string remedy = "Write the whole https address that an incident tool or a chat room gives for JSON posts, or leave it out";
        if (Absolute(reader, key, remedy) is not { } uri)
        {
            return null;
        }

        var reason = HostReason(uri)
            ?? (uri.UserInfo.Length > 0 ? "has a user name or password in it" : null)
            ?? SchemeReason(uri, httpAllowed: reader.Development && uri.IsLoopback);
        return Kept(reader, key, reason, remedy, uri.AbsoluteUri) is { } kept ? new Uri(kept) : null;
    }

    private static Uri? Absolute(SettingsReader reader, string key, string remedy)
    {
        if (reader.Text(key) is not { } value)
        {
            return null;
        }

        if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0)
        {
            return uri;
        }

        reader.Faults.Add(key, "is not an absolute https address", remedy);
        return null;
    }

    private static string? BareOrReason(Uri uri) =>
        uri.UserInfo.Length > 0 ? "has a user name or password in it"
        : uri.OriginalString.Contains('?', StringComparison.Ordinal) ? "has a query in it"
        : uri.OriginalString.Contains('#', StringComparison.Ordinal) ? "has a fragment in it"
        : uri.AbsolutePath != "/" ? "has a path in it"
        : HostReason(uri);

    private static string? HostReason(Uri uri) =>
        IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? "names every interface, which nobody can call"
            : !uri.Host.All(char.IsAscii) ? "has letters in its host name that only its punycode can carry" : null;

    private static string? SchemeReason(Uri uri, bool httpAllowed) =>
        uri.Scheme == Uri.UriSchemeHttps || httpAllowed ? null : "is not an https address";

    private static string? Kept(SettingsReader reader, string key, string? reason, string remedy, string address)
    {
        if (reason is null)
        {
            return address;
        }

        reader.Faults.Add(key, reason, remedy);
        return null;
    }
}
