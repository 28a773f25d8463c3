using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PhoneCompany;
using Simulation;
using SpotterBot.Decisions;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using Storm.Defects;
using Storm.Faults;
using Storm.Watching;

namespace Storm;

/// <summary>The processes of the program: several on one store, each with its own clock, killed at any step and started again.</summary>
internal sealed class Crew : IDisposable
{
    /// <summary>Steps of the first process until the roster is written, at most: it is put together in one go.</summary>
    private const int SeedingTakes = 60;

    private readonly Dice _dice;
    private readonly World _world;
    private readonly IConfiguration _configuration;
    private readonly bool _mortal;
    private readonly List<Place> _places = [];
    private readonly List<Instance> _dead = [];
    private DateTimeOffset _nobodyUntilUtc;
    private int _started;

    public Crew(World world, Dice dice, IConfiguration configuration, int processes, bool mortal)
    {
        (_world, _dice, _configuration, _mortal) = (world, dice, configuration, mortal);
        for (var i = 0; i < processes; i++)
        {
            var skew = mortal ? dice.Seconds(-2, 2) : TimeSpan.Zero;
            _places.Add(new Place { Skew = skew });
            Start(_places[i]);
        }

        Watch();
    }

    /// <summary>A process that lives; null where none does.</summary>
    public Instance? Any()
    {
        var living = 0;
        foreach (var place in _places)
        {
            living += place.Process is { IsDead: false } ? 1 : 0;
        }

        var chosen = living == 0 ? -1 : _dice.Below(living);
        foreach (var place in _places)
        {
            if (place.Process is { IsDead: false } process && chosen-- == 0)
            {
                return process;
            }
        }

        return null;
    }

    /// <summary>All die, and nobody is started for so long.</summary>
    public void AllDie(TimeSpan lasts)
    {
        _nobodyUntilUtc = _world.Now + lasts;
        _world.Weather.Count("all processes died", lasts + TimeSpan.FromSeconds(1));
        foreach (var place in _places)
        {
            place.Process?.Kill();
        }
    }

    public void Dispose()
    {
        foreach (var place in _places)
        {
            place.Process?.Kill();
            place.Process?.Dispose();
        }

        _dead.ForEach(process => process.Dispose());
    }

    /// <summary>The dead are seen to each second: counted once, buried, and replaced after a while.</summary>
    private void Watch() => _world.After(TimeSpan.FromSeconds(1), () =>
    {
        foreach (var place in _places)
        {
            if (place.Process is { IsDead: true } dead)
            {
                var lasts = _world.Weather.IsOver ? TimeSpan.FromSeconds(1) : _dice.Chance(0.7) ? _dice.Seconds(1, 10) : _dice.Seconds(10, 60);
                var backUtc = _world.Now + lasts;
                place.BackUtc = backUtc > _nobodyUntilUtc ? backUtc : _nobodyUntilUtc;
                _world.Weather.Count("process died", lasts + TimeSpan.FromSeconds(10));
                dead.Kill();
                _dead.Add(dead);
                place.Process = null;
            }

            if (place.Process is null && place.BackUtc <= _world.Now)
            {
                Start(place);
            }
        }

        Watch();
    });

    private void Start(Place place)
    {
        var first = _started++ == 0;
        var life = new Life
        {
            DiesAt = _mortal && !_world.Weather.IsOver && _dice.Chance(0.8) ? _dice.Between(first ? SeedingTakes : 10, 1500) : -1,
            DiesAfterEffect = _dice.Chance(0.5),
        };
        var time = place.Skew == TimeSpan.Zero ? _world.Time : (TimeProvider)new SkewedTime(_world.Time, place.Skew);
        var writer = $"s{_started:x3}";
        var jitter = _dice.Fork((ulong)_started);
        var defect = _world.Defect;
        IRowStore store = new WeatheredStore(_world.Store, _world.Weather, _world.Time);
        store = defect?.Store(store, _world, life) ?? store;
        HttpMessageHandler handler = _world.Network.RestHandler;
        handler = defect?.Handler(handler, _world) ?? handler;
        place.Process = new Instance(_world.Network, store, _configuration, time, life, new InstanceOptions
        {
            Log = _world.Logs,
            LogLevel = _world.KeepsTranscript ? LogLevel.Debug : LogLevel.Error,
            LogsException = _world.KeepsTranscript ? null : fault => fault is not (IOException or TimeoutException),
            Jitter = new Jitter(jitter.Next),
            Handler = handler,
            SeedsRoster = first,
            FirstSweep = TimeSpan.FromMilliseconds(10 + (_world.Kind == WeatherKind.TwoAtOnce ? 0 : _dice.Below(900))),
            IsAnythingDue = () => _world.Store.IsAnythingDue(time.GetUtcNow()),
            Services = services =>
            {
                SessionCodec codec = new TicketCodec(new Privacy(Instance.PrivacyKey), _world.Tickets);
                services.AddSingleton(defect?.Codec(codec, _world.Tickets) ?? codec);
                services.AddSingleton(defect?.Decide(Decider.Decide) ?? Decider.Decide);
                services.AddSingleton(s => new WakeUpIndex(s.GetRequiredService<IRowStore>(), writer, s.GetRequiredService<TimeProvider>()));
            },
        });
    }

    private sealed class Place
    {
        public required TimeSpan Skew { get; init; }

        public Instance? Process { get; set; }

        public DateTimeOffset BackUtc { get; set; }
    }
}
