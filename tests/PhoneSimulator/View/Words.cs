using System.Text.RegularExpressions;

namespace PhoneSimulator.View;

/// <summary>The session's history in plain words.</summary>
public static partial class Words
{
    /// <param name="kind">The history entry's kind.</param>
    /// <param name="detail">Its details, as stored: <c>name=value</c>, blanks between.</param>
    public static string For(string kind, IReadOnlyDictionary<string, string> detail)
    {
        string D(string name) => detail.GetValueOrDefault(name, "");
        string Who() => Name(D("who"));
        return kind switch
        {
            "SessionStarted" => D("watched") == "False" ? "A talk begins; nothing is due" : "Watched from now",
            "SessionClosed" => $"Closed: {Spaced(D("outcome"))}",
            "PlaceKept" => "The place is kept, sealed",
            "PlaceErased" => "The place is erased",
            "OwnWordsKept" => "How to get in is recorded, in their own words",
            "CodeNotProven" => "A line came in by the code, and could not show that it is theirs",
            "WatchRests" => "The watch rests: they are OK, and nobody can reach them",
            "AreaKnown" => "The area is known",
            "AreaUnconfirmed" => "The area is not confirmed",
            "AreaNone" => "No area matches the place",
            "CheckInDue" => $"Check-in {D("checkIn")} is asked {(D("mode") == "TextMe" ? "by text" : D("mode") == "CallMe" ? "by call" : "on the line")}",
            "CheckInAskedLate" => $"Check-in {D("checkIn")} is asked {D("seconds")} s late",
            "CheckInLouder" => $"Check-in {D("checkIn")} again, louder and on the second channel",
            "CheckInAnswered" => D("open") == "False" ? $"An OK, unasked, by {D("by")}" : $"Check-in {D("checkIn")} answered by {D("by")}",
            "CheckInPostponed" => $"Check-in {D("checkIn")} is put off",
            "MoreTime" => $"{D("minutes")} more minutes",
            "TextAnsweredNothing" => D("why") == "early" ? "A text too soon to be an answer" : "The same text again: no answer",
            "LateKey" => "A key, or a silence, that came too late",
            "CheckInMissed" => $"Check-in {D("checkIn")} is missed",
            "HelpNow" => $"Help now, by {D("by")}",
            "PersonAsked" => "A person is asked for",
            "Distress" => "Distress",
            "LineDropped" => "The line dropped",
            "TextChannelLost" => "Texts no longer reach the caller",
            "RungEmpty" => $"Nobody on this rung: {D("rung")}",
            "LastRung" => "Last rung: everybody, in rounds",
            "Rang" => $"{Who()} is rung{(D("times") is "" or "1" ? "" : $" (time {D("times")})")}",
            "RingEnded" => $"{Who()}: {Spaced(D("how"))}",
            "Accepted" => $"{Who()} accepts",
            "AlreadyTaken" => $"{Who()} is told it is taken",
            "Passed" => $"{Who()} passes",
            "PersonLost" => $"{Who()} is lost; nobody is in charge",
            "HandOver" => $"{Name(D("from"))} hands over",
            "EmsHeld" => $"{Who()} holds EMS for five minutes",
            "EmsWanted" => "EMS is wanted",
            "EmsDialled" => $"EMS is dialled: {Name("Ems:" + D("line"))}{(D("dial") is "" or "1" ? "" : $", dial {D("dial")}")}",
            "EmsRinging" => "EMS: the line rings",
            "EmsAnswered" => "EMS: the line was answered",
            "EmsEnded" => $"EMS: the line ended ({Spaced(D("how"))})",
            "EmsConfirmed" => "EMS confirms",
            "EmsAreaChanged" => "the caller is in another area: its EMS line is the one to call",
            "EmsSecondCall" => "EMS: a second call for the same person",
            "EmsLineBad" => "EMS: this line cannot be reached",
            "OkConfirmAsked" => "The OK is asked once more",
            "StoodDown" => $"Everybody stands down ({Spaced(D("by"))})",
            "StandDownAcknowledged" => "EMS knows that no ambulance is needed",
            "StandDownOpen" => "EMS may not know yet that no ambulance is needed",
            "CallerThreatened" => "A peer was threatened",
            "CoordinatorsAlarmed" => "Coordinators are alarmed",
            "CallLost" => $"The call to {Who()} was never placed",
            "CallFoundLate" => $"The call to {Who()} was found",
            "IncidentClosed" => "The case is closed",
            _ => Spaced(kind),
        };
    }

    /// <summary>A party of the history as the desk calls it.</summary>
    public static string Name(string party) => Cast.All.FirstOrDefault(m => m.RosterId == party)?.Name ?? party;

    /// <summary>"NoAnswer" as "no answer".</summary>
    public static string Spaced(string name) => Humps().Replace(name, " $0").TrimStart().ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
