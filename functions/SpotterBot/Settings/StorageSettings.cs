using Azure.Data.Tables;

namespace SpotterBot.Settings;

/// <summary>Where sessions are kept: Table Storage by one of two ways in, or else one SQLite file.</summary>
public sealed record StorageSettings
{
    /// <summary>Table Storage by managed identity.</summary>
    public Uri? TableServiceUri { get; init; }

    /// <summary>Table Storage by account key.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The SQLite file, used where neither of the others is set.</summary>
    public string File { get; init; } = ".data/spotter.db";

    public bool IsEmbedded => TableServiceUri is null && ConnectionString is null;

    /// <summary>Shows nothing: a connection string has the account's key in it.</summary>
    public override string ToString() => nameof(StorageSettings);

    internal static StorageSettings Read(SettingsReader reader)
    {
        const string uri = "Storage:TableServiceUri";
        const string connection = "Storage:ConnectionString";
        var settings = new StorageSettings { TableServiceUri = Addresses.TableService(reader), ConnectionString = Connection(reader, connection) };
        if (reader.IsSet(uri) && reader.IsSet(connection))
        {
            reader.Faults.Add(connection, $"is set beside {FaultList.Written(uri)}", "Keep one of the two, so that it is plain where sessions are");
        }

        return EmbeddedFile(reader) is { } file ? settings with { File = file } : settings;
    }

    private static string? EmbeddedFile(SettingsReader reader)
    {
        const string key = "Storage:File";
        if (reader.Text(key) is not { } file)
        {
            return null;
        }

        if (file.EndsWith('/') || file.EndsWith('\\') || file.Contains('=', StringComparison.Ordinal) || file.Any(char.IsControl))
        {
            reader.Faults.Add(key, "is not a file's path", "Write a path such as .data/spotter.db");
            return null;
        }

        if (!reader.Development && file.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            reader.Faults.Add(key, "is memory alone, so that a restart would forget every open session", "Write a path on a disk that stays");
            return null;
        }

        return file;
    }

    private static string? Connection(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        var (reason, remedy) = TableConnectionString.TryParse(text) switch
        {
            null when text.Contains("SharedAccessSignature", StringComparison.OrdinalIgnoreCase) =>
                ("has a shared access signature, which ends one day and the service with it", "Use the account's key, or a managed identity"),
            null => ("is not a storage account's connection string", "Copy it whole from the account's access keys, with its semicolons"),
            { Endpoint: { Scheme: "http", IsLoopback: false } } => ("is not by https", "Write DefaultEndpointsProtocol=https, or an https TableEndpoint"),
            _ when !reader.Development && text.Contains("UseDevelopmentStorage", StringComparison.OrdinalIgnoreCase) =>
                ("is the emulator, which forgets what it was told last when it is killed", "Write the connection string of a storage account"),
            _ => ("", ""),
        };
        if (reason.Length == 0)
        {
            return text;
        }

        reader.Faults.Add(key, reason, remedy);
        return null;
    }
}
