using PhoneCompany.People;

namespace PhoneSimulator;

/// <summary>One way a phone can behave by itself, as the page offers it.</summary>
public sealed record BehaviourChoice(string Id, string Label, Behaviour Behaviour);

/// <summary>What a phone does when it rings and nobody at the desk touches it.</summary>
public static class Behaviours
{
    public const string ByHand = "by-hand";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HangsUpAfter = TimeSpan.FromSeconds(30);

    private static readonly Behaviour Confirms = Behaviour.PersonSaying(
        Soon,
        "Ambulance dispatch, go ahead.",
        Reaction.Hearing("press 1", me => me.Presses("1"), TimeSpan.FromSeconds(1), times: 3),
        Reaction.Hearing("I stay on the line|you can hang up", me => me.HangsUp(), HangsUpAfter));

    private static readonly IReadOnlyList<BehaviourChoice> Common =
    [
        new(ByHand, "by hand", Behaviour.Manual),
        new("no-answer", "nobody answers", Behaviour.NoAnswer),
        new("busy", "busy", Behaviour.Busy),
        new("voicemail", "voicemail", Behaviour.Voicemail(TimeSpan.FromSeconds(8))),
        new("invalid", "no such number", Behaviour.InvalidNumber),
        new("dead-air", "answered, dead air", Behaviour.DeadAir(Soon)),
    ];

    private static readonly BehaviourChoice PressesOne = new(
        "presses-1", "answers and presses 1", Behaviour.Person(Soon, Reaction.Hearing("press 1", me => me.Presses("1"), TimeSpan.FromSeconds(1), times: 3)));

    private static readonly BehaviourChoice[] Desk =
    [
        new("confirms", "answers and confirms", Confirms),
        new("menu", "menu first, then confirms", Behaviour.DispatchMenu(
            Soon, DemoSettings.MenuKey, Confirms, "You have reached emergency services. For police press 1. For ambulance press 2.")),
        new("hold", "20 s of hold music, then confirms", Behaviour.HoldMusic(Soon, TimeSpan.FromSeconds(20), Confirms)),
    ];

    public static IReadOnlyList<BehaviourChoice> For(Role role) => role == Role.Ems ? [.. Common, .. Desk] : [.. Common, PressesOne];
}
