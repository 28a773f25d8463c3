using SpotterBot.Decisions;

namespace Exploration.Model;

/// <summary>How an order can go other than well, as it is told.</summary>
public static class Ways
{
    public const string Temporary = "is refused for now";
    public const string Permanent = "can never be made";
    public const string Configuration = "is refused for a fault of our account";
    public const string Taken = "is not made: another case has them";
    public const string NoReceipt = "gets no receipt, and is not there";
    public const string NoReceiptButRings = "gets no receipt, and rings";
    public const string Killed = "is claimed by a process that dies before it";
    public const string KilledButRings = "is claimed by a process that dies after it";
    public const string NoSlot = "has to wait for a slot";
    public const string OptedOut = "is refused: they opted out";
    public const string NotText = "is refused: that phone gets no texts";

    private static readonly string[] Calls = [Temporary, Permanent, Configuration, NoReceipt, NoReceiptButRings, Killed, KilledButRings, NoSlot];
    private static readonly string[] CallsToRoster = [.. Calls, Taken];
    private static readonly string[] TextsToCaller = [OptedOut, NotText, Temporary, Permanent, Configuration, NoReceipt, Killed];
    private static readonly string[] TextsToOthers = [Temporary];

    public static readonly IReadOnlyList<string> LookUp = ["brings nothing"];

    public static readonly IReadOnlyList<string> Move = ["is not made"];

    public static readonly IReadOnlyList<string> Cancel = ["is picked up first"];

    public static IReadOnlyList<string> OfCall(Party to) => to.Kind is PartyKind.Peer or PartyKind.Coordinator ? CallsToRoster : Calls;

    public static IReadOnlyList<string> OfText(Party to) => to.Kind == PartyKind.Caller ? TextsToCaller : TextsToOthers;
}
