using System.Text;
using Microsoft.Extensions.Configuration;
using PhoneCompany;
using PhoneCompany.Time;
using Simulation;
using Storm.Defects;
using Storm.Faults;
using Storm.People;
using Storm.Watching;

namespace Storm;

/// <summary>
/// One seed: many callers, peers and desks at once, the phone company, the rows, and the processes of the program, all on one clock. First the
/// weather, then calm until everybody is looked after, and the referee watches throughout.
/// </summary>
internal sealed class World : IDisposable
{
    public const string Line = "+12895550100";
    public const string EmsLine = "+12895550199";

    /// <summary>Of the tests' worlds.</summary>
    public const int TestsCrowd = 24;

    /// <summary>The last session begins within this.</summary>
    private static readonly TimeSpan SessionsBeginFor = TimeSpan.FromMinutes(6);

    /// <summary>So long after the weather, and after whatever it kept has come, everybody must be looked after. A crew that has confirmed is given an hour before the session ends by itself.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(65);

    /// <summary>What has come is taken within this.</summary>
    private static readonly TimeSpan TakenBy = TimeSpan.FromSeconds(20);

    /// <summary>Long enough that all texts of the switch are sent.</summary>
    private const double LongestDeathSecondsWithSwitch = 1200;

    private readonly List<string> _programLog = [];
    private readonly Crew _crew;
    private readonly IReadOnlyList<RosterPerson> _roster;
    private readonly IReadOnlyList<string> _desks;
    private readonly List<CallerRole> _callers = [];

    /// <param name="crowd">Callers who do nothing unusual, give or take a third.</param>
    /// <param name="hasSwitch">There is a messaging service, and so a dead man's switch: another world of the same seed.</param>
    public World(int seed, IDefect? defect = null, bool keepsTranscript = false, int crowd = TestsCrowd, bool hasSwitch = false)
    {
        (Seed, Defect, KeepsTranscript) = (seed, defect, keepsTranscript);
        var dice = DiceOf(seed);
        var shape = dice.Fork(1);
        Time = new VirtualTime(new DateTimeOffset(2026, 1, 15, 20, 0, 0, TimeSpan.Zero));
        Kind = KindBy(shape);
        var (difficult, routine, peers, coordinators, processes) = (shape.Between(4, 9), shape.Between(crowd * 2 / 3, crowd * 4 / 3), shape.Between(1, 5), shape.Between(1, 2), Kind == WeatherKind.Calm ? 1 : Kind == WeatherKind.TwoAtOnce ? shape.Between(2, 3) : shape.Weighted((2, 1), (4, 2), (2, 3), (1, 5)));
        Weather = new Weather(dice.Fork(2), Time, Kind, shape.Seconds(300, 900));
        Store = new ObservedStore(new MemoryRowStore());
        Network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                AccountSid = Settings.AccountSid,
                AuthToken = Settings.AuthToken,
                Numbers = [Instance.Pointed(Line), Instance.Pointed(EmsLine)],
                CallsPerSecond = Settings.PerSecond,
                TextsPerSecond = Settings.PerSecond,
                Seed = seed,
                KeepsLog = keepsTranscript,
                MessagingService = hasSwitch ? new MessagingServiceOptions { Sid = Settings.MessagingService, UseInboundWebhookOnNumber = true } : null,
                ScheduledLeast = TimeSpan.FromMinutes(hasSwitch && dice.Fork(6).Chance(0.25) ? 15 : 5),
            },
            Time,
            new HttpMessageInvoker(new Router(this)));
        Network.Faults.ChooseOnRest(request =>
        {
            var fault = Weather.ForRest(request, toDesk: request.CreatesCall && IsDesk(request["To"]!));
            if (fault is { IsForGood: true } && request["SendAt"] is not null)
            {
                Referee!.SwitchRefused(request["To"]!);
            }

            return fault;
        });
        Network.Faults.ChooseOnWebhook(Weather.ForWebhook);
        Network.Faults.ChooseOnCarrier(Weather.ForCarrier);
        (var configuration, _roster, _desks) = Settings.Of(peers, coordinators, hasSwitch);
        Referee = new Referee(this, hasSwitch
            ? violate => new SwitchWatch(this, [.. _roster.Where(p => IsCoordinator(p.Phone)).Select(p => p.Phone)], Network.Options.ScheduledLeast, violate)
            : null);
        Roles.Peers(this, _roster, dice.Fork(3));
        Roles.Desks(this, _desks, dice.Fork(4));
        for (var i = 0; i < difficult + routine; i++)
        {
            _callers.Add(new CallerRole(this, i, dice.Fork(1000 + (ulong)i), shape.Seconds(0, SessionsBeginFor.TotalSeconds), routine: i >= difficult));
        }

        _crew = new Crew(this, dice.Fork(5), configuration, processes, mortal: Kind is not (WeatherKind.Calm or WeatherKind.Drizzle or WeatherKind.TwoAtOnce));
        if (Kind == WeatherKind.AllDead)
        {
            var lasts = shape.Seconds(20, hasSwitch ? LongestDeathSecondsWithSwitch : 600);
            After(shape.Seconds(120, 360), () => _crew.AllDie(lasts));
        }
    }

    /// <summary>The weather of a seed, without its world.</summary>
    public static WeatherKind KindOf(int seed) => KindBy(DiceOf(seed).Fork(1));

    private static Dice DiceOf(int seed) => new((ulong)seed * 2654435761);

    private static WeatherKind KindBy(Dice shape) => shape.Weighted(
        (2, WeatherKind.Calm), (5, WeatherKind.Drizzle), (9, WeatherKind.Storm), (1, WeatherKind.PhoneCompanyAway), (1, WeatherKind.StoreAway), (2, WeatherKind.AllDead),
        (1, WeatherKind.TwoAtOnce));

    public int Seed { get; }

    public WeatherKind Kind { get; }

    public VirtualTime Time { get; }

    public PhoneNetwork Network { get; }

    public ObservedStore Store { get; }

    public Tickets Tickets { get; } = new();

    public Weather Weather { get; }

    public Referee Referee { get; }

    public IDefect? Defect { get; }

    public bool KeepsTranscript { get; }

    public IReadOnlyList<CallerRole> Callers => _callers;

    /// <summary>E.164 of somebody on the roster, or of whom this caller named; null for everybody else.</summary>
    public string? PhoneOf(SpotterBot.Decisions.Party who, string? caller) => who == SpotterBot.Decisions.Party.Chosen
        ? _callers.Find(c => c.Number == caller)?.Friend
        : _roster.FirstOrDefault(p => p.Id == who.Id)?.Phone;

    /// <summary>A person has the case, or an ambulance drives: whoever it is about is reached by somebody sooner or later.</summary>
    public void SomebodyIsOnTheirWay(string places, IReadOnlyList<string?> numbers)
    {
        foreach (var caller in _callers)
        {
            if (numbers.Contains(caller.Number) || places.Contains(caller.StreetWord, StringComparison.OrdinalIgnoreCase))
            {
                caller.IsReached();
            }
        }
    }

    public bool IsCoordinator(string number) => _roster.Any(p => p.Phone == number && p.Id[0] == 'c');

    public bool IsDesk(string number) => _desks.Contains(number);

    /// <summary>The name of the area that this desk serves; null for whoever is none.</summary>
    public string? AreaOfDesk(string number) => _desks.Contains(number) ? Settings.AreaOf(_desks, number) : null;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Does something after a while.</summary>
    public void After(TimeSpan delay, Action act)
    {
        ITimer? timer = null;
        timer = Time.CreateTimer(
            _ =>
            {
                timer!.Dispose();
                act();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One seed from beginning to end.</summary>
    public static Outcome RunSeed(int seed, IDefect? defect = null, int crowd = TestsCrowd, bool hasSwitch = false)
    {
        using var world = new World(seed, defect, crowd: crowd, hasSwitch: hasSwitch);
        return world.Run();
    }

    /// <summary>Until everybody is looked after, or time is up.</summary>
    public Outcome Run()
    {
        while (Now < Referee.Later(Weather.EndsUtc, Weather.DeliversUntilUtc) + Afterwards && !IsThrough() && !Referee.HasSeenEnough)
        {
            Time.AdvanceBy(TimeSpan.FromSeconds(5));
        }

        Referee.Finally();
        return new Outcome(Seed, Kind, Referee.Sessions, Weather.Injected, [.. Referee.Violations], Referee.LongestToHelp, Referee.LongestToHelpInCalm, Referee.EmsOrderedTwice, Referee.SwitchTexts);
    }

    /// <summary>Nothing is on its way any more, and everybody came through and is looked after.</summary>
    private bool IsThrough() =>
        Weather.IsOver && Now > Weather.DeliversUntilUtc + TakenBy && _callers.TrueForAll(c => Referee.CameThrough(c.Number)) && Referee.EverybodyIsLookedAfter();

    public void Logs(string line)
    {
        if (KeepsTranscript)
        {
            _programLog.Add($"{Now:HH:mm:ss.fff}     {line}");
        }

        if (line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith(" Error", StringComparison.Ordinal))
        {
            Referee.Error(line);
        }
    }

    /// <summary>A line of the transcript.</summary>
    public void Notes(string line)
    {
        if (KeepsTranscript)
        {
            _programLog.Add($"{Now:HH:mm:ss.fff} *** {line}");
        }
    }

    /// <summary>Everything that happened, in order.</summary>
    public string Transcript()
    {
        var text = new StringBuilder();
        foreach (var line in Network.Log.Select(e => $"{e.Utc:HH:mm:ss.fff} {e.Phone} {e.Kind}: {e.Text}").Concat(_programLog).OrderBy(l => l[..12], StringComparer.Ordinal))
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }

    public void Dispose()
    {
        _crew.Dispose();
        Network.Dispose();
    }

    /// <summary>Any living process takes a request of the phone company.</summary>
    private sealed class Router(World world) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await world.Referee.ArrivesAsync(request);
            try
            {
                var reply = world._crew.Any() is { } process
                    ? await process.AnswerAsync(request)
                    : throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody listens.");
                await world.Referee.AnsweredAsync(request, reply);
                return reply;
            }
            catch (HttpRequestException)
            {
                world.Referee.NotTaken(request);
                throw;
            }
        }
    }
}

/// <summary>What became of one seed.</summary>
/// <param name="LongestToHelp">From the moment a check-in was due, or help was asked for, to a person in charge or EMS ringing; faults and all.</param>
/// <param name="LongestToHelpInCalm">The same where nothing was wrong meanwhile.</param>
/// <param name="EmsOrderedTwice">How often a second process had decided to call EMS for what the first was already calling it for.</param>
/// <param name="SwitchTexts">How many were told by the dead man's switch that contact is lost.</param>
internal sealed record Outcome(
    int Seed, WeatherKind Kind, int Sessions, IReadOnlyDictionary<string, int> Faults, IReadOnlyList<string> Violations, TimeSpan LongestToHelp, TimeSpan LongestToHelpInCalm,
    int EmsOrderedTwice, int SwitchTexts);
