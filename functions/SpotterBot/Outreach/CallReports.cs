using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Telephony;

namespace SpotterBot.Outreach;

/// <summary>What the phone company's call states mean: <c>completed</c> is a line that was open, never a person who heard.</summary>
public static class CallReports
{
    public static Happening.CallStatus? Read(string legId, string callSid, CallStatus status, int? sequence = null, int? sipCode = null)
    {
        (LegState State, LegEnd End)? meaning = status switch
        {
            CallStatus.Queued or CallStatus.Initiated or CallStatus.Ringing => (LegState.Ringing, LegEnd.None),
            CallStatus.InProgress => (LegState.Answered, LegEnd.None),
            CallStatus.Completed => (LegState.Ended, LegEnd.HungUp),
            CallStatus.Busy => (LegState.Ended, LegEnd.Busy),
            CallStatus.NoAnswer => (LegState.Ended, LegEnd.NoAnswer),
            CallStatus.Canceled => (LegState.Ended, LegEnd.Cancelled),
            CallStatus.Failed => (LegState.Ended, ProviderErrors.ForCall(sipCode).Kind == FailureKind.Permanent ? LegEnd.Invalid : LegEnd.Failed),
            _ => null,
        };
        return meaning is { } m ? new Happening.CallStatus(legId, callSid, m.State, m.End, sequence, Rings: status == CallStatus.Ringing) : null;
    }
}
