using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Model;

/// <summary>
/// What the watcher of a life remembers of its own accord, so that a promise about time is not checked against the session's own word for it.
/// </summary>
/// <param name="ZeroUtc">The moment the bound is counted from; null: nobody is in need.</param>
/// <param name="Bound">That of the slower way they were checked on since.</param>
/// <param name="Reached">A person was in charge, EMS was dialled, or everybody there is was being rung.</param>
/// <param name="IdleUtc">Since then, in need, nobody has the case and nobody is being rung.</param>
/// <param name="EmsByUtc">EMS is dialled by then, whatever the person in charge leaves undecided.</param>
/// <param name="Moved">The first acceptance has moved it.</param>
/// <param name="Asked">The check-in was asked, or that was tried, since it fell due and since nobody was there.</param>
public sealed record Ghost(
    DateTimeOffset? ZeroUtc = null, TimeSpan Bound = default, bool Reached = false, DateTimeOffset? IdleUtc = null, DateTimeOffset? EmsByUtc = null, bool Moved = false,
    bool Asked = false)
{
    /// <summary>Who waits for an answer longer than this may have got it while nobody was there.</summary>
    private static readonly TimeSpan AskedAnew = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Decision = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    public static bool InNeed(Session session) => session is { Open: true, Incident: { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow } };

    public static bool EmsDialled(Session session) => session.LiveLegs.Any(l => l is { Purpose: LegPurpose.Ems, Unwanted: false, Elsewhere: false });

    /// <summary>Somebody who could take it is being rung, or is on the line with us.</summary>
    private static bool AnybodyRung(Session session) =>
        session.LiveLegs.Any(l => !l.Unwanted && (l.Who.CanTakeCase || l.Who.Kind == PartyKind.Ems));

    public Ghost After(Session before, Happening happening, Session session, DateTimeOffset nowUtc, Facts facts)
    {
        var need = InNeed(session);
        if (!need && !session.CheckIn.IsOpen)
        {
            return Nothing;
        }

        var timing = facts.Timing;
        var slow = session.Mode != Mode.OnTheLine;
        var next = this with
        {
            ZeroUtc = ZeroUtc ?? (session.CheckIn.IsOpen ? session.CheckIn.DueUtc : nowUtc),
            Bound = slow || Bound == Timing.OffLineBound ? Timing.OffLineBound : Timing.OnLineBound,
        };
        if (!need)
        {
            return next;
        }

        var incident = session.Incident!;
        var opened = !InNeed(before) || (incident.Cause == Cause.HelpNow && before.Incident!.Cause != Cause.HelpNow);
        if (opened)
        {
            var table = next.ZeroUtc!.Value + (incident.Mode == Mode.OnTheLine ? timing.OnLineEms : timing.OffLineEms);
            next = next with
            {
                EmsByUtc = incident.Cause == Cause.HelpNow || session.Order == LadderOrder.EmsAtOnce || table < nowUtc ? nowUtc : table,
                Moved = incident.Cause == Cause.HelpNow,
            };
        }

        var owned = incident.Owner is not null;
        if (owned && !next.Moved)
        {
            next = next with { Moved = true, EmsByUtc = next.EmsByUtc > nowUtc + Decision ? next.EmsByUtc : nowUtc + Decision };
        }

        if (incident.Owner is { HoldUntilUtc: { } hold } && hold != before.Incident?.Owner?.HoldUntilUtc)
        {
            next = next with { EmsByUtc = nowUtc + Hold };
        }

        var dialled = EmsDialled(session);
        return next with
        {
            Reached = next.Reached || owned || dialled || incident.LastRung,
            IdleUtc = owned || incident.Ems.ConfirmedUtc is not null || AnybodyRung(session) ? null : next.IdleUtc ?? nowUtc,
            EmsByUtc = dialled || incident.LastRung || incident.Ems.ConfirmedUtc is not null ? null : next.EmsByUtc,
        };
    }

    /// <summary>
    /// Nobody was there for so long, until now: the bound is counted without it. What was being asked is asked anew, and counts from now; a ladder goes on
    /// where its clock has come to.
    /// </summary>
    public Ghost Away(TimeSpan span, bool inNeed, DateTimeOffset nowUtc)
    {
        var anew = !inNeed && span >= AskedAnew;
        return this with
        {
            ZeroUtc = anew && ZeroUtc is not null ? nowUtc : ZeroUtc + span,
            IdleUtc = IdleUtc + span,
            EmsByUtc = EmsByUtc < nowUtc ? nowUtc : EmsByUtc,
            Asked = Asked && !anew,
        };
    }

    private static readonly Ghost Nothing = new();
}
