using System.Xml.Linq;
using PhoneCompany.Voice.Twiml;

namespace PhoneCompany.Voice;

/// <content>Dial into a conference room.</content>
internal sealed partial class Interpreter
{
    /// <summary>Null when the room could not be entered: the call then goes on to the next verb, action or not.</summary>
    private async Task<List<KeyValuePair<string, string>>?> DialConferenceAsync(XElement dial, XElement conference)
    {
        _network.Exchange.AnswerInbound(call);
        var name = conference.Value.Trim();
        if (name.Length == 0)
        {
            _network.Violate("<Conference> has no name.");
            return null;
        }

        if (conference.Value("record") == "record-from-start" || conference.Value("coach") is not null)
        {
            _network.Violate("<Conference record> and <Conference coach> are not simulated.");
        }

        var waitUrl = conference.Value("waitUrl");
        var plan = new SeatPlan
        {
            Label = conference.Value("participantLabel"),
            Muted = conference.Flag("muted"),
            Beep = conference.Value("beep") ?? "true",
            StartOnEnter = conference.Flag("startConferenceOnEnter", otherwise: true),
            EndOnExit = conference.Flag("endConferenceOnExit"),
            Wait = waitUrl is { Length: > 0 } ? Request(waitUrl, conference.Value("waitMethod")) : null,
            WaitsInSilence = waitUrl is "",
            MaxParticipants = conference.Number("maxParticipants", 250),
            StatusCallback = conference.Value("statusCallback") is { Length: > 0 } url ? Resolve(url) : null,
            StatusCallbackMethod = conference.Value("statusCallbackMethod") ?? "POST",
            StatusEvents = conference.Words("statusCallbackEvent", ""),
        };
        if (_network.Rooms.Enter(name, call, plan) is not { } seat)
        {
            return null;
        }

        var until = Now + dial.Seconds("timeLimit", 14400);
        while (call.Seat == seat)
        {
            switch (await box.NextAsync(until))
            {
                case null:
                case KeyPressed { Key: '*' } when dial.Flag("hangupOnStar"):
                    seat.Room.Leave(call, LeaveReasons.HungUp);
                    break;
            }
        }

        return [new("DialCallStatus", "answered")];
    }
}
