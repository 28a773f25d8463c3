namespace Azure.Data.Tables;

/// <summary>A storage account's connection string, as far as its tables go. Source: Microsoft, "Configure Azure Storage connection strings".</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // The emulator's account; its key is the same everywhere and published.
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    /// <summary>Null where account, key or address is missing or no such thing. A shared access signature is not taken: it ends some day.</summary>
    public static TableConnectionString? TryParse(string text)
    {
        var pairs = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).ToList();
        var names = pairs.Select(p => p[0].Trim()).ToList();
        if (pairs.Exists(p => p.Length < 2) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count)
        {
            return null;
        }

        var values = pairs.ToDictionary(p => p[0].Trim(), p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        if (values.TryGetValue("UseDevelopmentStorage", out var emulator))
        {
            return emulator.Equals("true", StringComparison.OrdinalIgnoreCase) && values.Count == 1 ? TryParse(Emulator) : null;
        }

        return values.TryGetValue("AccountName", out var name) && IsAccount(name)
            && values.TryGetValue("AccountKey", out var key) && IsKey(key)
            && Uri.TryCreate(Address(name, values), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? new TableConnectionString(endpoint, new TableSharedKeyCredential(name, key))
            : null;
    }

    /// <summary>Shows no key.</summary>
    public override string ToString() => nameof(TableConnectionString);

    private static string Address(string account, Dictionary<string, string> values) =>
        values.TryGetValue("TableEndpoint", out var address)
            ? address
            : $"{values.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{values.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";

    private static bool IsAccount(string name) => name.Length is >= 3 and <= 24 && name.All(char.IsAsciiLetterOrDigit);

    private static bool IsKey(string key) => key.Length > 0 && Convert.TryFromBase64String(key, new byte[key.Length], out _);
}
