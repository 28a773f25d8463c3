namespace SpotterBot.Settings;

/// <summary>The key that people's numbers, places and notes are kept under.</summary>
public sealed record PrivacySettings
{
    /// <summary>Bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>32 bytes; null only in Development, where one is made and kept beside the SQLite file.</summary>
    public ReadOnlyMemory<byte>? Key { get; init; }

    /// <summary>Shows nothing.</summary>
    public override string ToString() => nameof(PrivacySettings);

    internal static PrivacySettings Read(SettingsReader reader)
    {
        const string key = "Privacy:Key";
        const string remedy = "Make one with: openssl rand -base64 32, keep it apart from the data, and never change it while people are stored under it";
        if (!reader.Development)
        {
            reader.Demand(key, remedy);
        }

        if (reader.Text(key) is not { } text)
        {
            return new PrivacySettings();
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            reader.Faults.Add(key, "is not base64", remedy);
        }
        else if (length != KeyLength)
        {
            reader.Faults.Add(key, $"is not {KeyLength} bytes long", remedy);
        }

        return new PrivacySettings { Key = bytes.AsMemory(0, length) };
    }
}
