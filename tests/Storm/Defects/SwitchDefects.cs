using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;

namespace Storm.Defects;

/// <summary>Something of the dead man's switch that is decided and not wanted.</summary>
internal sealed class SwitchForgets(string name, int breaks, string summary, Func<Session, Intent, bool> what) : IDefect
{
    public static readonly IReadOnlyList<SwitchForgets> All =
    [
        new("switch-not-renewed", 1, "The caller's text at the phone company is made once, and not again while it lies there.", (session, intent) => intent is Intent.ScheduleText && !session.Switch.Texts.IsEmpty),
        new("switch-not-taken-back", 10, "Nobody takes the caller's text back from the phone company.", (_, intent) => intent is Intent.CallOffText),
    ];

    public string Name => name;

    public int Breaks => breaks;

    public string Summary => summary;

    public bool NeedsSwitch => true;

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return decision with { Session = decision.Session with { Pending = decision.Session.Pending.RemoveAll(p => what(session, p.Intent)) } };
    };
}
