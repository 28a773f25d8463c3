using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;

namespace Exploration.Model;

/// <summary>Who is there, and where.</summary>
public static class Cast
{
    public const string CallerPhone = "+19055550100";

    /// <summary>A phone that nobody knows.</summary>
    public const string OtherPhone = "+19055550177";

    public const string Address = "12 Main St apt 4";

    public static readonly DateTimeOffset Zero = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly Area Hamilton = new("Hamilton", ["Hamilton"], ["+19055550911", "+19055550912"]);

    /// <summary>Three peers, a coordinator, one area with a dispatch line and its backup.</summary>
    public static readonly Facts Standard = new()
    {
        Peers = [new PeerFact("p1", "+19055550201"), new PeerFact("p2", "+19055550202"), new PeerFact("p3", "+19055550203")],
        Coordinators = [new CoordinatorFact("c1", "+19055550301")],
        Areas = [Hamilton],
        ReservedNumbers = ["+19055550000", "+19055550911", "+19055550912"],
        EmsCallbackNumber = "+19055550000",
    };

    /// <summary>Two peers instead of three: the third would only do what these do.</summary>
    public static readonly Facts Small = Standard with { Peers = Standard.Peers.RemoveAt(2) };
}
