namespace SpotterBot.Settings;

/// <summary>Faults in the order they were found, the first for each setting: what follows from it would only be noise.</summary>
internal sealed class FaultList
{
    private readonly List<SettingsFault> faults = [];

    public IReadOnlyList<SettingsFault> All => faults;

    /// <param name="key">With colons, as <see cref="IConfiguration"/> has it.</param>
    public void Add(string key, string reason, string remedy)
    {
        if (!Has(key))
        {
            faults.Add(new SettingsFault(Written(key), reason, remedy));
        }
    }

    public bool Has(string key) => faults.Exists(f => f.Setting.Equals(Written(key), StringComparison.OrdinalIgnoreCase));

    /// <summary>A key as it is written in the environment.</summary>
    public static string Written(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
