using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>What somebody who accepted is told, and what EMS is told. Never more than is known.</summary>
internal static class Brief
{
    public static ImmutableArray<Line> All(Turn turn)
    {
        var session = turn.Session;
        var incident = turn.Incident!;
        List<Line> lines = [new(LineKey.BriefWho, session.Handle ?? "")];
        lines.Add(incident.Cause switch
        {
            Cause.MissedCheckIn => new Line(LineKey.BriefMissed, Minutes(turn.Now - incident.ZeroUtc), Minutes(turn.Now - LastHeard(session))),
            Cause.HelpNow => new Line(LineKey.BriefHelpNow),
            Cause.StandDownOpen => new Line(LineKey.BriefStandDown),
            _ => new Line(session.Kind == SessionKind.Debrief ? LineKey.BriefDebrief : LineKey.BriefTalk),
        });
        if (AwaySinceHeard(turn) is { } away)
        {
            lines.Add(new Line(LineKey.BriefAway, Minutes(away.Length)));
        }

        if (turn.InLadder)
        {
            lines.Add(new Line(LineKey.BriefAgreed, session.Order.ToString(), Ems.CanBeReached(turn) || incident.Ems.ConfirmedUtc is not null ? "ems" : ""));
        }

        if (TellsPlace(turn))
        {
            lines.AddRange(Where(turn));
        }

        if (session.Texts == TextChannel.OptedOut)
        {
            lines.Add(new Line(LineKey.BriefTextsGone));
        }

        lines.Add(new Line(session.OwnLegs.Any(l => l.State == LegState.Answered) ? LineKey.BriefLineOpen
            : session.OwnLegs.Any() ? LineKey.BriefLineRinging : LineKey.BriefLineNone));
        lines.AddRange(EmsState(turn));
        lines.Add(new Line(LineKey.BriefKeys));
        return [.. lines];
    }

    private static DateTimeOffset LastHeard(Session session) => session.LastOkUtc ?? session.StartedUtc;

    /// <summary>We were away after they were last heard: how long they have been silent is partly ours.</summary>
    private static Away? AwaySinceHeard(Turn turn) =>
        turn.InLadder && turn.Session.Away is { } away && away.UntilUtc > LastHeard(turn.Session) ? away : null;

    /// <summary>The place travels with need: where somebody only wants to talk, nobody hears it.</summary>
    public static bool TellsPlace(Turn turn) => turn.Incident is not { Cause: Cause.PersonAsked, Ems: { Wanted: false, ConfirmedUtc: null } };

    /// <summary>The place as the caller gave it, and how sure the area is.</summary>
    public static ImmutableArray<Line> Where(Turn turn)
    {
        if (turn.Session.Place is not { } place)
        {
            return [new Line(LineKey.BriefNoPlace), .. OwnWords(turn)];
        }

        List<Line> lines = [new(LineKey.BriefPlace, place.WithTown)];
        if (place.Unconfirmed)
        {
            lines.Add(new Line(LineKey.BriefPlaceUnconfirmed));
        }

        if (turn.Area.Certainty == AreaCertainty.Unconfirmed)
        {
            lines.Add(new Line(LineKey.BriefAreaUnconfirmed));
        }

        return [.. lines, .. OwnWords(turn)];
    }

    /// <summary>How someone gets in, as the caller recorded it.</summary>
    private static ImmutableArray<Line> OwnWords(Turn turn) => turn.Session.OwnWords is { } words
        ? [new Line(LineKey.BriefOwnWords), new Line(LineKey.OwnWords, words.RecordingSid)]
        : [];

    /// <summary>In the order a dispatcher asks: service, city, address twice, call-back, what happened, how to get in.</summary>
    public static ImmutableArray<Line> ForEms(Turn turn)
    {
        var session = turn.Session;
        var incident = turn.Incident!;
        var area = turn.Area;
        if (session.Place is not { } place)
        {
            return [new Line(LineKey.EmsWho), new Line(LineKey.EmsCallback, Digits(turn.Facts.EmsCallbackNumber))];
        }

        List<Line> lines =
        [
            new(LineKey.EmsWho),
            new(LineKey.EmsCity, City(turn)),
            .. Street(turn, place),
            new(LineKey.EmsCallback, Digits(turn.Facts.EmsCallbackNumber)),
            incident.Cause == Cause.HelpNow
                ? new(LineKey.EmsWhatHelpNow, Minutes(turn.Now - incident.ZeroUtc))
                : new(LineKey.EmsWhatMissed, Minutes(turn.Now - incident.ZeroUtc)),
        ];
        if (AwaySinceHeard(turn) is { } away)
        {
            lines.Add(new Line(LineKey.EmsAway, Minutes(turn.Now - LastHeard(session)), Minutes(away.Length)));
        }

        if (place.Access.Length > 0)
        {
            lines.Add(new Line(LineKey.EmsAccess, place.Access));
        }

        if (place.Unconfirmed)
        {
            lines.Add(new Line(LineKey.EmsPlaceUnconfirmed));
        }

        lines.Add(new Line(LineKey.EmsBring));
        if (area.Certainty == AreaCertainty.Unconfirmed)
        {
            lines.Add(new Line(LineKey.EmsAreaUnconfirmed));
        }

        return [.. lines];
    }

    /// <summary>The same again, at the desk's wish, and the caller's own words behind it: the first pass stays short.</summary>
    public static ImmutableArray<Line> ForEmsSlower(Turn turn) => turn.Session.OwnWords is { } words
        ? [.. ForEms(turn), new Line(LineKey.EmsOwnWords), new Line(LineKey.OwnWords, words.RecordingSid)]
        : ForEms(turn);

    /// <summary>What a question of theirs is answered with: address, city, call-back again.</summary>
    public static ImmutableArray<Line> ForEmsAgain(Turn turn) => turn.Session.Place is not { } place
        ? [new Line(LineKey.EmsCallback, Digits(turn.Facts.EmsCallbackNumber))]
        :
        [
            new Line(LineKey.EmsCity, City(turn)),
            WhereByVoice.TownAlone(turn) ? new Line(LineKey.EmsNoStreet) : new Line(LineKey.EmsAddress, Address(place)),
            new Line(LineKey.EmsCallback, Digits(turn.Facts.EmsCallbackNumber)),
        ];

    /// <summary>Twice, spelled between; or that there is none.</summary>
    private static ImmutableArray<Line> Street(Turn turn, Place place) => WhereByVoice.TownAlone(turn)
        ? [new Line(LineKey.EmsNoStreet)]
        : [new Line(LineKey.EmsAddress, Address(place)), new Line(LineKey.EmsSpelled, Spelled(place.Street)), new Line(LineKey.EmsAddress, Address(place))];

    private static string City(Turn turn) => turn.Session.Place!.Town ?? turn.Area.City ?? turn.Area.Area?.Name ?? "";

    /// <summary>The whole place but what speaks of getting in, which has its own sentence.</summary>
    private static string Address(Place place) =>
        string.Join(", ", place.Fields.Where((f, i) => i == 0 || !place.Access.Split(", ").Contains(f)).DefaultIfEmpty(place.Verbatim));

    /// <summary>"12 Main St" is said "1 2, M, A, I, N, S, T".</summary>
    private static string Spelled(string street) => string.Join(", ", street
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => string.Join(' ', word.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)))
        .Where(word => word.Length > 0));

    private static string Digits(string number) => string.Join(' ', number.Where(char.IsAsciiDigit));

    private static string Minutes(TimeSpan span) => Math.Max(1, (int)Math.Round(span.TotalMinutes)).ToString();

    private static IEnumerable<Line> EmsState(Turn turn)
    {
        var incident = turn.Incident!;
        if (!turn.InLadder)
        {
            return [];
        }

        if (incident.Ems.ConfirmedUtc is not null)
        {
            return [new Line(LineKey.BriefEmsConfirmed)];
        }

        if (incident.Ems.Wanted)
        {
            return [new Line(Ems.LiveLeg(turn.Session) is { State: LegState.Answered } ? LineKey.BriefEmsListening : LineKey.BriefEmsRinging)];
        }

        return incident.LastRung || !Ems.CanBeReached(turn)
            ? [new Line(turn.Session.Place is null ? LineKey.CaseNoPlace : LineKey.CaseNoEms)]
            : incident.EmsAtUtc is { } at ? [new Line(LineKey.BriefEmsAt, Math.Max(0, (int)(at - turn.Now).TotalSeconds).ToString())] : [];
    }
}
