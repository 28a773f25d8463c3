using PhoneCompany;
using PhoneSimulator.Time;

namespace PhoneSimulator.Stories;

/// <summary>A story while it is told: who is in it, and how fast the clock runs.</summary>
public sealed class Telling
{
    private const double CharactersReadPerSecond = 18;

    private readonly PhoneNetwork _network;
    private readonly Attention _attention;
    private readonly Manners _manners;
    private readonly Pace _pace;
    private readonly StoryPaces _paces;

    internal Telling(PhoneNetwork network, Attention attention, Manners manners, Pace pace, StoryPaces paces)
    {
        _network = network;
        _attention = attention;
        _manners = manners;
        _pace = pace;
        _paces = paces;
        CharactersPerSecond = network.Options.SpeechCharactersPerSecond;
        StoryActor Actor(Member member) => new(this, member, network.Phone(member.Number));
        Caller = Actor(Cast.Caller);
        Ana = Actor(Cast.Ana);
        Ben = Actor(Cast.Ben);
        Ems = Actor(Cast.Ems);
        EmsBackup = Actor(Cast.EmsBackup);
        Coordinator = Actor(Cast.Coordinator);
    }

    public StoryActor Caller { get; }

    public StoryActor Ana { get; }

    public StoryActor Ben { get; }

    public StoryActor Ems { get; }

    public StoryActor EmsBackup { get; }

    public StoryActor Coordinator { get; }

    internal DateTimeOffset NowUtc => _network.Time.GetUtcNow();

    /// <summary>How fast everybody speaks.</summary>
    internal double CharactersPerSecond { get; }

    /// <summary>Time to look: so many seconds pass as slowly as if something were said.</summary>
    public Task LookAsync(double seconds)
    {
        Spoken();
        return PassAsync(seconds);
    }

    /// <summary>So many seconds pass, quickly: nothing is said in them.</summary>
    public Task LaterAsync(double seconds)
    {
        Between();
        return PassAsync(seconds);
    }

    /// <summary>Time to read the caption.</summary>
    internal Task ReadAsync(string caption) => LookAsync(Math.Clamp(caption.Length / CharactersReadPerSecond, 1.5, 5));

    internal void Between() => _pace.StorySets(_paces.Between);

    internal void Spoken() => _pace.StorySets(_paces.Spoken);

    internal void Behave(Member member, string behaviour) => _manners.Set(member, behaviour);

    internal Task UntilAsync(Func<DateTimeOffset, DateTimeOffset?> when, double within, string what) =>
        _attention.UntilAsync(when, TimeSpan.FromSeconds(within), what);

    internal Task PassAsync(double seconds) => _attention.PassAsync(TimeSpan.FromSeconds(seconds));
}
