namespace PhoneSimulator;

public enum Role
{
    Caller,
    Friend,
    Peer,
    Coordinator,
    Mentor,
    Ems,

    /// <summary>Put on the table by hand: whoever the visitor needs.</summary>
    Further,
}

/// <summary>Somebody with a phone on the desk.</summary>
/// <param name="Number">E.164; every one of them is in the block kept for fiction (555-01xx).</param>
/// <param name="RosterId">The id under which the program's history names them; null where it does not.</param>
/// <param name="Languages">What they speak, as the roster's settings want it.</param>
public sealed record Member(string Name, Role Role, string Number, string? RosterId = null, string? Languages = null);

/// <summary>Who is on the desk, and the service's own numbers.</summary>
public static class Cast
{
    /// <summary>The number that people call and text, E.164.</summary>
    public const string Line = "+12895550100";

    /// <summary>The number that EMS rings back, E.164.</summary>
    public const string EmsCallback = "+12895550199";

    public static Member Caller { get; } = new("Caller", Role.Caller, "+19055550110", "Caller");

    public static Member Ana { get; } = new("Ana", Role.Peer, "+19055550120", "Peer:p1");

    public static Member Ben { get; } = new("Ben", Role.Peer, "+19055550121", "Peer:p2", "en;fr");

    public static Member Ems { get; } = new("EMS desk", Role.Ems, "+19055550140", "Ems:0");

    public static Member EmsBackup { get; } = new("EMS backup", Role.Ems, "+19055550141", "Ems:1");

    public static Member Friend { get; } = new("Second phone", Role.Friend, "+19055550111", "Chosen");

    public static Member Coordinator { get; } = new("Coordinator", Role.Coordinator, "+19055550130", "Coordinator:c1");

    public static Member Mentor { get; } = new("Mentor", Role.Mentor, "+19055550131", "Peer:m1");

    public static Member SecondCaller { get; } = new("Second caller", Role.Caller, "+19055550112");

    /// <summary>In the order in which they lie on the desk.</summary>
    public static IReadOnlyList<Member> All { get; } = [Caller, Ana, Ben, Ems, EmsBackup, Friend, Coordinator, Mentor, SecondCaller];
}
