using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.Messages;
using PhoneCompany.Webhooks;
using SpotterBot.Storage;

namespace Storm.Faults;

/// <summary>What goes wrong with one call of the store.</summary>
internal enum StoreFault
{
    None,

    /// <summary>It fails, and nothing was written.</summary>
    Before,

    /// <summary>It fails, and what was to be written is.</summary>
    After,

    /// <summary>It takes seconds.</summary>
    Slow,

    /// <summary>It is given up as too slow, and the write lands seconds later.</summary>
    Lands,

    /// <summary>A conditional write hears that somebody else was first.</summary>
    Conflict,
}

/// <summary>Chances, each 0 to 1, while a gust lasts.</summary>
internal sealed record Gust(DateTimeOffset FromUtc, DateTimeOffset ToUtc, double Rest, double Webhooks, double Store, double Carrier);

/// <summary>What goes wrong around the program, as the seed has it, until it is over.</summary>
internal sealed class Weather
{
    /// <summary>Whatever a single fault takes, it is over for the people by then: a call is given up, a stalled write has landed.</summary>
    private static readonly TimeSpan LongestEffect = TimeSpan.FromSeconds(20);

    private static readonly Gust Still = new(default, default, 0, 0, 0, 0);

    /// <summary>While it lasts nothing gets through, whatever else there would be.</summary>
    private readonly Gust _outage = Still;
    private readonly Dice _dice;
    private readonly TimeProvider _time;
    private readonly WeatherKind _kind;
    private readonly List<Gust> _gusts = [];

    /// <summary>What is on its way may take minutes, in one world of eight hours.</summary>
    private readonly double _longestSeconds;
    private int _at;

    /// <param name="kind">How bad it gets.</param>
    public Weather(Dice dice, TimeProvider time, WeatherKind kind, TimeSpan lasts)
    {
        (_dice, _time, _kind) = (dice, time, kind);
        _longestSeconds = dice.Fork(1).Chance(0.125) ? 7200 : 600;
        var from = time.GetUtcNow() + TimeSpan.FromSeconds(5);
        EndsUtc = kind == WeatherKind.Calm ? from : from + lasts;
        while (from < EndsUtc)
        {
            var to = from + dice.Seconds(15, 120);
            _gusts.Add(Blow(dice, kind, from, to < EndsUtc ? to : EndsUtc));
            from = to;
        }

        if (kind == WeatherKind.PhoneCompanyAway)
        {
            var away = time.GetUtcNow() + dice.Seconds(120, 400);
            _outage = new Gust(away, away + dice.Seconds(30, dice.Chance(0.2) ? 600 : 180), 1, 0.9, 0, 0.5);
        }
        else if (kind == WeatherKind.StoreAway)
        {
            var away = time.GetUtcNow() + dice.Seconds(120, 400);
            _outage = new Gust(away, away + dice.Seconds(20, dice.Chance(0.2) ? 300 : 90), 0, 0, 1, 0);
        }

        EndsUtc = EndsUtc < _outage.ToUtc ? _outage.ToUtc : EndsUtc;
    }

    /// <summary>From then on nothing goes wrong any more.</summary>
    public DateTimeOffset EndsUtc { get; private set; }

    /// <summary>Until then something was wrong, as far as is known now.</summary>
    public DateTimeOffset LastUtc { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Until then something is on its way that the weather has kept or doubled.</summary>
    public DateTimeOffset DeliversUntilUtc { get; private set; } = DateTimeOffset.MinValue;

    public bool IsOver => _time.GetUtcNow() >= EndsUtc;

    /// <summary>The phone company calls a desk, and we hear nothing of it.</summary>
    public const string AnswerLost = "ems call lost after";

    /// <summary>Faults so far, by kind.</summary>
    public SortedDictionary<string, int> Injected { get; } = new(StringComparer.Ordinal);

    /// <summary>Told of every fault.</summary>
    public Action<string>? Tells { get; set; }

    /// <summary>A fault of another's making: a process that died.</summary>
    public void Count(string kind, TimeSpan lasts = default)
    {
        Injected[kind] = Injected.GetValueOrDefault(kind) + 1;
        var until = _time.GetUtcNow() + (lasts == default ? LongestEffect : lasts);
        LastUtc = LastUtc > until ? LastUtc : until;
        Tells?.Invoke(kind);
    }

    /// <summary>All processes wake in the same instant, and each has read before any has written.</summary>
    public bool AllSeeTheSame => _kind == WeatherKind.TwoAtOnce && !IsOver;

    /// <param name="toDesk">A dispatch desk is called.</param>
    public RestFault? ForRest(RestRequest request, bool toDesk)
    {
        if (toDesk && AllSeeTheSame && _dice.Chance(0.7))
        {
            Count(AnswerLost);
            return _dice.Chance(0.5) ? RestFault.LostResponse() : RestFault.ConnectionReset(afterEffect: true);
        }

        if (Now is not { Rest: > 0 and var chance } || !_dice.Chance(chance))
        {
            return null;
        }

        var (kind, fault) = _dice.Weighted<(string, RestFault)>(
            (chance >= 1 ? 0 : 1, ("rest refused", RestFault.Status(_dice.Of(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.NotFound)))),
            (2, ("rest 429", RestFault.Status(HttpStatusCode.TooManyRequests))),
            (4, ("rest 5xx", RestFault.Status(_dice.Of(HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable)))),
            (3, ("rest lost before", RestFault.LostRequest())),
            (chance >= 1 ? 0 : 3, ("rest lost after", RestFault.LostResponse())),
            (chance >= 1 ? 0 : 2, ("rest slow", RestFault.Slow(_dice.Seconds(0.5, 7)))),
            (2, ("rest reset before", RestFault.ConnectionReset())),
            (chance >= 1 ? 0 : 2, ("rest reset after", RestFault.ConnectionReset(afterEffect: true))));
        Count(kind);
        return fault;
    }

    public WebhookFault? ForWebhook(WebhookRequest request)
    {
        if (Now is not { Webhooks: > 0 and var chance } || !_dice.Chance(chance))
        {
            return null;
        }

        var somebodyWaits = request.Kind == WebhookKind.VoiceDocument;
        var late = somebodyWaits ? _dice.Seconds(1, 12) : _dice.Chance(0.2) ? _dice.Seconds(60, _longestSeconds) : _dice.Seconds(1, 40);
        var again = _dice.Chance(0.3) ? _dice.Seconds(60, _longestSeconds) : _dice.Seconds(0, 30);
        var stray = _dice.Seconds(30, _longestSeconds);
        var (kind, fault, until) = _dice.Weighted<(string, WebhookFault, TimeSpan)>(
            (3, ("webhook lost", WebhookFault.Drop(), default)),
            (3, ("webhook unanswered", WebhookFault.LoseReply(), default)),
            (3, ("webhook late", WebhookFault.Delay(late), late)),
            (3, ("webhook twice", WebhookFault.Duplicate(again), again)),
            (1, ("webhook stray", WebhookFault.Stray(stray), stray)),
            (2, ("webhook 5xx", WebhookFault.Status(HttpStatusCode.BadGateway), default)));
        Count(kind);
        Delivers(until);
        return fault;
    }

    /// <param name="writes">It changes something.</param>
    /// <param name="conditional">It is one that somebody else may have been quicker with.</param>
    public StoreFault ForStore(bool writes, bool conditional)
    {
        if (Now is not { Store: > 0 and var chance } || !_dice.Chance(chance))
        {
            return StoreFault.None;
        }

        var fault = chance >= 1 ? StoreFault.Before : _dice.Weighted(
            (4, StoreFault.Before),
            (writes ? 3 : 0, StoreFault.After),
            (3, StoreFault.Slow),
            (writes ? 2 : 0, StoreFault.Lands),
            (conditional ? 2 : 0, StoreFault.Conflict));
        Count("store " + Names[fault]);
        return fault;
    }

    public TimeSpan StoreDelay() => _dice.Seconds(0.1, 12);

    /// <summary>How long a carrier keeps a text to the service, and how often it brings it.</summary>
    public (TimeSpan Late, int Times) ForText()
    {
        if (Now is not { Carrier: > 0 and var chance } || !_dice.Chance(chance))
        {
            return (TimeSpan.Zero, 1);
        }

        var twice = _dice.Chance(0.4);
        Count(twice ? "text twice" : "text late");
        var late = TextLate();
        return (late, twice ? 2 : 1);
    }

    /// <summary>The same of a text of the service's.</summary>
    public CarrierFault? ForCarrier(Message text)
    {
        _ = text;
        if (Now is not { Carrier: > 0 and var chance } || !_dice.Chance(chance))
        {
            return null;
        }

        var twice = _dice.Chance(0.4);
        Count(twice ? "text from us twice" : "text from us late");
        return new CarrierFault(TextLate(), twice ? _dice.Seconds(0, 20) : null);
    }

    private TimeSpan TextLate()
    {
        var late = _dice.Chance(0.2) ? _dice.Seconds(60, _longestSeconds / 2) : _dice.Seconds(1, 30);
        Delivers(late + TimeSpan.FromSeconds(60));
        return late;
    }

    private void Delivers(TimeSpan after)
    {
        var until = _time.GetUtcNow() + after;
        DeliversUntilUtc = until > DeliversUntilUtc ? until : DeliversUntilUtc;
    }

    private static readonly Dictionary<StoreFault, string> Names = new()
    {
        [StoreFault.Before] = "failed before", [StoreFault.After] = "failed after", [StoreFault.Slow] = "slow",
        [StoreFault.Lands] = "landed late", [StoreFault.Conflict] = "conflict",
    };

    private Gust Now
    {
        get
        {
            var now = _time.GetUtcNow();
            if (now >= EndsUtc)
            {
                return Still;
            }

            if (now >= _outage.FromUtc && now < _outage.ToUtc)
            {
                return _outage;
            }

            while (_at < _gusts.Count && _gusts[_at].ToUtc <= now)
            {
                _at++;
            }

            return _at < _gusts.Count && _gusts[_at].FromUtc <= now ? _gusts[_at] : Still;
        }
    }

    private static Gust Blow(Dice dice, WeatherKind kind, DateTimeOffset from, DateTimeOffset to)
    {
        var strength = kind == WeatherKind.TwoAtOnce ? 0 : kind == WeatherKind.Storm ? dice.Weighted((1, 0.0), (2, 0.03), (3, 0.12), (1, 0.35)) : dice.Weighted((3, 0.0), (3, 0.01), (1, 0.05));
        return new Gust(from, to, Some(), Some(), Some() / 6, Some());

        double Some() => dice.Chance(0.7) ? strength * dice.Next() : 0;
    }
}

/// <summary>How bad it gets in one world.</summary>
internal enum WeatherKind
{
    /// <summary>Nothing goes wrong.</summary>
    Calm,

    /// <summary>Now and then something.</summary>
    Drizzle,
    Storm,

    /// <summary>For minutes the phone company takes nothing and brings next to nothing.</summary>
    PhoneCompanyAway,

    /// <summary>For minutes no row can be read or written.</summary>
    StoreAway,

    /// <summary>For minutes no process lives.</summary>
    AllDead,

    /// <summary>Every process sees what is due in the same instant, and what comes of a call to a desk is mostly not heard.</summary>
    TwoAtOnce,
}

/// <summary>The store as one process has it: between it and the rows lies the weather.</summary>
internal sealed class WeatheredStore(IRowStore rows, Weather weather, TimeProvider time) : IRowStore
{
    /// <summary>The program's own limit for a call of the store (<see cref="StoreTime.Whole"/>).</summary>
    private static readonly TimeSpan GivenUp = StoreTime.Whole;

    private static readonly TimeSpan ReadTakes = TimeSpan.FromMilliseconds(50);

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
        weather.ForStore(writes: false, conditional: false) is var fault && fault == StoreFault.None
            ? weather.AllSeeTheSame && table == "sessions" ? ReadTogetherAsync(table, partitionKey, rowKey) : rows.GetAsync(table, partitionKey, rowKey)
            : FailAsync(fault, () => rows.GetAsync(table, partitionKey, rowKey), null);

    public ValueTask<Write> InsertAsync(string table, Row row) =>
        weather.ForStore(writes: true, conditional: false) is var fault && fault == StoreFault.None
            ? rows.InsertAsync(table, row)
            : FailAsync(fault, () => rows.InsertAsync(table, row), default);

    public ValueTask<Write> ReplaceAsync(string table, Row row) =>
        weather.ForStore(writes: true, conditional: true) is var fault && fault == StoreFault.None
            ? rows.ReplaceAsync(table, row)
            : FailAsync(fault, () => rows.ReplaceAsync(table, row), new Write(WriteResult.Conflict));

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        weather.ForStore(writes: true, conditional: eTag is not null) is var fault && fault == StoreFault.None
            ? rows.DeleteAsync(table, partitionKey, rowKey, eTag)
            : FailAsync(fault, () => rows.DeleteAsync(table, partitionKey, rowKey, eTag), new Write(WriteResult.Conflict));

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        weather.ForStore(writes: false, conditional: false) is var fault && fault == StoreFault.None
            ? rows.QueryAsync(table, partitionKey, from, to, most)
            : FailAsync(fault, () => rows.QueryAsync(table, partitionKey, from, to, most), []);

    private async ValueTask<T> FailAsync<T>(StoreFault fault, Func<ValueTask<T>> call, T conflict)
    {
        switch (fault)
        {
            case StoreFault.Before:
                throw new IOException("The store is away.");
            case StoreFault.After:
                await call();
                throw new TimeoutException("The store did not answer.");
            case StoreFault.Slow:
                await Task.Delay(Least(weather.StoreDelay(), GivenUp - TimeSpan.FromSeconds(1)), time);
                return await call();
            case StoreFault.Lands:
                var lands = weather.StoreDelay();
                _ = LandAsync(lands, call);
                await Task.Delay(Least(lands / 2, GivenUp), time);
                throw new TimeoutException("The store did not answer.");
            default:
                return conflict;
        }
    }

    private async ValueTask<Row?> ReadTogetherAsync(string table, string partitionKey, string rowKey)
    {
        var row = await rows.GetAsync(table, partitionKey, rowKey);
        await Task.Delay(ReadTakes, time);
        return row;
    }

    private async Task LandAsync<T>(TimeSpan after, Func<ValueTask<T>> call)
    {
        await Task.Delay(after, time);
        await call();
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
