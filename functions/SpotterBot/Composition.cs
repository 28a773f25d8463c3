using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpotterBot.Alarms;
using SpotterBot.Callbacks;
using SpotterBot.DeadMansSwitch;
using SpotterBot.Decisions;
using SpotterBot.Door;
using SpotterBot.Health;
using SpotterBot.Observability;
using SpotterBot.Outreach;
using SpotterBot.People;
using SpotterBot.Places;
using SpotterBot.Practice;
using SpotterBot.Recordings;
using SpotterBot.Roster;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Texts;
using SpotterBot.Voice;
using SpotterBot.WakeUp;

namespace SpotterBot;

/// <summary>The program put together: every room once, on one clock and one store.</summary>
public static class Composition
{
    public static IServiceCollection AddSpotterBot(this IServiceCollection services, SpotterSettings settings, IRowStore store, Privacy privacy)
    {
        services.AddObservability();
        services.AddTelephony(settings.Twilio);
        services.AddSingleton(settings);
        if (store is TableRowStore)
        {
            services.AddSingleton<IRowStore>(provider => new WatchedRowStore(store, provider.GetRequiredService<Telemetry>()));
        }
        else
        {
            services.AddSingleton(store);
        }

        services.AddSingleton(privacy);
        services.AddSingleton(new Urls(settings.PublicBaseUrl));
        services.AddSingleton(new ServiceFacts(new Facts
        {
            Timing = settings.Timing,
            Areas = settings.Areas,
            ReservedNumbers = settings.ReservedNumbers,
            EmsCallbackNumber = settings.Twilio.EmsCallbackNumber,
            FallbackPhone = settings.Roster.FallbackPhone ?? "",
            RingWidth = settings.Roster.RingWidth,
            RingFor = settings.Roster.RingFor,
            RingOrder = settings.Roster.RingOrder,
            BotOnlyFor = settings.Roster.BotOnlyFor,
        }));
        services.TryAddSingleton(s => new WakeUpIndex(s.GetRequiredService<IRowStore>(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PaceBook(s.GetRequiredService<IRowStore>(), settings.Twilio.CallsPerSecond, settings.Twilio.TextsPerSecond));
        services.AddSingleton<SessionRows>();
        services.AddSingleton<HistoryRows>();
        services.TryAddSingleton<SessionCodec>();
        services.TryAddSingleton<DecideOn>(Decider.Decide);
        services.AddSingleton<SessionNames>();
        services.AddSingleton<SessionReader>();
        services.AddSingleton(new TelephonyPace(settings.Twilio.CallsPerSecond, settings.Twilio.TextsPerSecond));
        services.AddSingleton<LoadGauge>();
        services.AddSingleton<FactsReader>();
        services.AddSingleton<SessionJournal>();
        services.AddSingleton<SessionKeeper>();
        services.AddSingleton<PhoneBook>();
        services.AddSingleton<RosterBook>();
        services.AddSingleton<RosterTexts>();
        services.AddSingleton<CoordinatorTexts>();
        services.AddSingleton<CoverageWatch>();
        services.AddSingleton<PracticeDesk>();
        services.AddSingleton<ScheduledTexts>();
        services.AddSingleton<ServiceSwitch>();
        services.AddSingleton<IntentWorker>();
        services.AddSingleton<OutreachDesk>();
        services.AddSingleton<RecordingLinks>();
        services.AddSingleton<RecordingsFunction>();
        services.AddSingleton<ScriptWriter>();
        services.AddSingleton<SessionCalls>();
        services.AddSingleton<Lobby>();
        services.AddSingleton<SharedPhone>();
        services.AddSingleton<DeskCallBack>();
        services.AddSingleton<Letters>();
        services.AddSingleton<Company>();
        services.AddSingleton<VoiceFunction>();
        services.AddSingleton<TextsFunction>();
        services.AddSingleton<CallbacksFunction>();
        services.AddSingleton<HealthFunction>();
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<Crowd>();
        services.AddSingleton<DayTexts>();
        services.AddSingleton<FloodWatch>();
        services.AddSingleton<AreaBook>();
        services.AddSingleton<AreaWatch>();
        services.AddSingleton<Webhooks>();
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<ReportsWatch>();
        services.AddSingleton<AlarmBook>();
        services.AddSingleton<AlarmUrl>();
        services.AddSingleton<AlarmDesk>();
        services.AddHttpClient(AlarmUrl.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan) // The pipeline owns the time.
            .RemoveAllLoggers(); // They write URLs, and this one may hold a key.
        services.AddSingleton<Patrol>();
        services.TryAddSingleton(Cores.OfThisMachine);
        services.TryAddSingleton(new Hosting(ByFunctions: false));
        services.AddSingleton<Sweep>();
        services.AddSingleton<WakeUpFunction>();
        return services;
    }

    /// <summary>The roster of the settings goes into the store where it is not there yet.</summary>
    public static ValueTask SeedRosterAsync(IServiceProvider services) =>
        services.GetRequiredService<RosterBook>().SeedAsync(RosterOf(services.GetRequiredService<SpotterSettings>().Roster));

    /// <summary>The areas that were imported into the store take the place of the settings'.</summary>
    public static ValueTask ReadAreasAsync(IServiceProvider services) => services.GetRequiredService<AreaBook>().RefreshAsync();

    /// <summary>The roster of the settings, as it is stored.</summary>
    public static IEnumerable<RosterEntry> RosterOf(RosterSettings roster)
    {
        var peers = roster.Peers.Select((p, i) => Entry(p, "p", i));
        var mentors = roster.Mentors.Select((m, i) => Entry(m, "m", i) with { Mentor = true });
        var coordinators = roster.Coordinators.Select((c, i) => new RosterEntry
        {
            Id = "c" + (i + 1).ToString(CultureInfo.InvariantCulture),
            Coordinator = true,
            Name = c.Name,
            Phone = c.Phone,

            // They have no setting of their own, and live where the service does.
            TimeZone = roster.Peers.IsEmpty ? TimeZoneInfo.Utc.Id : roster.Peers[0].TimeZone.Id,
        });
        return peers.Concat(mentors).Concat(coordinators);
    }

    private static RosterEntry Entry(PeerSettings person, string kind, int index) => new()
    {
        Id = kind + (index + 1).ToString(CultureInfo.InvariantCulture),
        Coordinator = false,
        Name = person.Name,
        Phone = person.Phone,
        Languages = person.Languages,
        Hours = person.Hours.Text,
        TimeZone = person.TimeZone.Id,
    };
}
