using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Telephony;

namespace SpotterBot.Settings;

/// <summary>Everything that is configured, checked. Read once, at start.</summary>
public sealed record SpotterSettings
{
    /// <summary>What Twilio calls and signs: scheme, host and port, without a slash at the end.</summary>
    public string PublicBaseUrl { get; init; } = "";

    public TwilioOptions Twilio { get; init; } = new();

    public StorageSettings Storage { get; init; } = new();

    public PrivacySettings Privacy { get; init; } = new();

    public RosterSettings Roster { get; init; } = new();

    /// <summary>Where alarms about the service are posted; null: nowhere. It may hold a key.</summary>
    public Uri? AlarmsUrl { get; init; }

    public ImmutableArray<Area> Areas { get; init; } = [];

    public Timing Timing { get; init; } = new();

    /// <summary>The service's own numbers, with the one EMS rings back, in E.164.</summary>
    public ImmutableHashSet<string> OwnNumbers => [.. Twilio.OwnNumbers];

    /// <summary>Numbers that nobody may be named under: the service's own and every dispatch line.</summary>
    public ImmutableHashSet<string> ReservedNumbers => OwnNumbers.Union(Areas.SelectMany(a => a.Lines));

    /// <summary>Either the settings, or everything that is wrong with them.</summary>
    /// <param name="development">Accepts a public address on this machine, a missing privacy key, and any ladder whose order holds.</param>
    public static (SpotterSettings? Settings, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration, bool development)
    {
        var faults = new FaultList();
        var reader = new SettingsReader(configuration, development, faults);
        var settings = new SpotterSettings
        {
            PublicBaseUrl = Addresses.PublicBase(reader) ?? "",
            Twilio = TwilioSettings.Read(reader),
            Storage = StorageSettings.Read(reader),
            Privacy = PrivacySettings.Read(reader),
            Timing = TimingSettings.Read(reader),
            AlarmsUrl = Addresses.Alarms(reader),
        };
        settings = settings with { Areas = PlacesSettings.Read(reader, settings.OwnNumbers) };
        settings = settings with { Roster = RosterSettings.Read(reader, settings.OwnNumbers, [.. settings.Areas.SelectMany(a => a.Lines)]) };
        SettingNames.Check(configuration, faults);
        return (faults.All.Count == 0 ? settings : null, faults.All);
    }

    /// <summary>Shows nothing: settings get logged by accident.</summary>
    public override string ToString() => nameof(SpotterSettings);
}
