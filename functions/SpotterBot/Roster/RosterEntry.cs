using System.Collections.Immutable;
using SpotterBot.Decisions;

namespace SpotterBot.Roster;

/// <summary>Somebody on the roster, as stored. What was added later is optional: rows written before it stay readable.</summary>
public sealed record RosterEntry
{
    /// <summary>Letters of a name, at most: it must fit into texts beside other words.</summary>
    public const int NameMost = 20;

    public required string Id { get; init; }

    public required bool Coordinator { get; init; }

    /// <summary>Rung by peers who want to debrief, never for a case.</summary>
    public bool Mentor { get; init; }

    public required string Name { get; init; }

    /// <summary>E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>Codes such as <c>en</c> or <c>fr-CA</c>; none: English.</summary>
    public ImmutableArray<string> Languages { get; init; } = ["en"];

    /// <summary>Weekly hours with days of their own, as <see cref="Settings.Hours"/> reads them; <c>always</c> for around the clock.</summary>
    public string Hours { get; init; } = "always";

    public string TimeZone { get; init; } = "UTC";

    public DateTimeOffset? LastRungUtc { get; init; }

    /// <summary>The session whose incident rings them or has them.</summary>
    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedUtc { get; init; }

    /// <summary>They texted OFF, or a break runs until then.</summary>
    public DateTimeOffset? OffUntilUtc { get; init; }

    /// <summary>They texted ON outside their hours: on until they text OFF.</summary>
    public bool OnByHand { get; init; }

    /// <summary>A coordinator put them here by text, and they have not said ON yet: until they do, they are neither rung nor texted.</summary>
    public bool Invited { get; init; }

    /// <summary>They texted ASK OFF: nothing that can wait is texted to them.</summary>
    public bool AsksNothing { get; init; }

    /// <summary>They texted TEST ON: a coordinator may send them a test ring on their shift.</summary>
    public bool TestRings { get; init; }

    /// <summary>Nobody is here under this id any more; it stays so that the settings of the first start do not bring them back.</summary>
    public bool Removed { get; init; }

    /// <summary>Hard cases of the last weeks, each once.</summary>
    public ImmutableArray<Exposure> Exposures { get; init; } = [];

    /// <summary>When coordinators last heard that there were many.</summary>
    public DateTimeOffset? NudgedUtc { get; init; }

    public string Role => Coordinator ? "coordinator" : Mentor ? "mentor" : "peer";

    /// <summary>Somebody as they were, with what is now said of them: what they agreed to, and what they are in the middle of, stays.</summary>
    public static RosterEntry Changed(RosterEntry held, RosterEntry said) => held with
    {
        Coordinator = said.Coordinator,
        Mentor = said.Mentor,
        Name = said.Name,
        Languages = said.Languages,
        Hours = said.Hours,
        TimeZone = said.TimeZone,
    };

    public bool IsPeer => !Coordinator && !Mentor;
}

/// <summary>A case with EMS or a threat in it.</summary>
/// <param name="Case">Session and incident; nothing of the caller's.</param>
public sealed record Exposure(string Case, DateTimeOffset Utc);

/// <summary>A peer who is on now.</summary>
/// <param name="InOwnSession">They are being spotted themselves.</param>
public sealed record OnShift(string Id, string Phone, DateTimeOffset? LastRungUtc, string? ClaimedBy, bool InOwnSession, ImmutableArray<string> Languages)
{
    public bool IsBusyFor(string? sessionId) => InOwnSession || (ClaimedBy is not null && ClaimedBy != sessionId);
}

/// <param name="Peers">On shift now.</param>
/// <param name="Mentors">On shift now.</param>
/// <param name="Coordinators">On shift now.</param>
/// <param name="Alarmed">Coordinators who hear that we fail, or are gone: those on shift, and all of them where none is.</param>
/// <param name="People">Everybody on the roster, by id.</param>
public sealed record RosterSnapshot(
    ImmutableArray<OnShift> Peers, ImmutableArray<OnShift> Mentors, ImmutableArray<CoordinatorFact> Coordinators, ImmutableArray<CoordinatorFact> Alarmed,
    ImmutableDictionary<string, PersonFact> People);
