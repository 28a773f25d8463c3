using System.Globalization;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace SpotterBot.Observability;

/// <summary>What was decided, in numbers: the one place where a fact of the history becomes a figure.</summary>
internal static class HistoryFigures
{
    private const string Again = "again";

    public static void Count(this Figures figures, HistoryEntry fact)
    {
        string Of(string name) => fact.Detail.FirstOrDefault(d => d.Key == name).Value ?? "";
        switch (fact.Kind)
        {
            case HistoryKind.CheckInDue:
                figures.CheckInDue(Of("mode"));
                break;
            case HistoryKind.CheckInMissed:
                figures.CheckInMissed();
                break;
            case HistoryKind.Rang:
                figures.Rung(Of("who").Split(':')[0], "rung");
                break;
            case HistoryKind.EmsDialled:
                figures.Rung(nameof(PartyKind.Ems), "rung");
                break;
            case HistoryKind.RungEmpty:
                figures.Rung(Of("rung"), "empty");
                break;
            case HistoryKind.LastRung:
                figures.Rung("Last", "rung");
                break;

            case HistoryKind.IncidentClosed:
                figures.IncidentClosed(Of("cause"), Of("end"), Of("ems"));
                break;

            // The bound is that of a miss or a cry for help; a talk has none, and who takes a case over stands in for somebody who was there.
            case HistoryKind.Accepted when InNeed(Of("cause")) && Of("reached") != Again && Since(Of("due"), fact.Utc) is { } seconds:
                figures.PersonInCharge(seconds, Of("cause"), Of("mode"), Of("reached"));
                break;
            case HistoryKind.EmsRinging when InNeed(Of("cause")) && Since(Of("due"), fact.Utc) is { } rang:
                figures.EmsRings(rang, Of("cause"), Of("mode"), Of("reached"));
                break;
        }
    }

    private static bool InNeed(string cause) => cause is nameof(Cause.MissedCheckIn) or nameof(Cause.HelpNow);

    /// <summary>In seconds; null where it cannot be told, which is no reason to fail whom it is about.</summary>
    private static double? Since(string due, DateTimeOffset until) =>
        DateTimeOffset.TryParse(due, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) ? (until - from).TotalSeconds : null;
}
