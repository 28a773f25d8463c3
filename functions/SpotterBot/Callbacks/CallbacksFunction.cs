using SpotterBot.Decisions;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.People;
using SpotterBot.Practice;
using SpotterBot.Sessions;
using SpotterBot.Telephony;

namespace SpotterBot.Callbacks;

/// <summary>What the phone company reports: in any order, any number of times, sometimes never.</summary>
public sealed class CallbacksFunction(SessionKeeper keeper, PhoneBook phones, SessionNames names, PracticeDesk practice)
{
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form)
    {
        switch (path)
        {
            case ["call", var session, var leg] when form["CallSid"] is { } callSid:
                await CallAsync(session, leg, callSid, form);
                return WebhookReply.NoContent;
            case ["number"] when form["CallSid"] is { } callSid:
                if (await phones.PointedAsync("call " + callSid) is { } called && await names.LegOfAsync(called, callSid) is { } inbound)
                {
                    await CallAsync(called, inbound, callSid, form);
                    await phones.UnpointAsync("call " + callSid, called);
                }

                return WebhookReply.NoContent;
            case ["text", var session, var attempt, var to] when Enum.TryParse<PartyKind>(to, out var kind) && Enum.IsDefined(kind) && form["MessageStatus"] is not null:
                await TextAsync(session, attempt, kind, form);
                return WebhookReply.NoContent;
            case ["recording", var session, var leg, var step] when int.TryParse(step, out var at) && form["RecordingSid"] is { } recording:
                if (form["RecordingStatus"] == "completed")
                {
                    await keeper.HandleAsync(session, null, new Happening.Recorded(leg, at, recording));
                }

                return WebhookReply.NoContent;
            case ["room", var session] when form["CallSid"] is { } callSid:
                if (form["StatusCallbackEvent"] is "participant-join" or "participant-leave")
                {
                    await keeper.HandleAsync(session, null, new Happening.RoomChanged(callSid, form["StatusCallbackEvent"] == "participant-join"));
                }

                return WebhookReply.NoContent;
            case ["room", _] when form["StatusCallbackEvent"] is not null:
                return WebhookReply.NoContent;
            case ["drill", var who, var tells] when form["CallSid"] is not null:
                await practice.EndedAsync(who, tells, Statuses.Call(form["CallStatus"]));
                return WebhookReply.NoContent;
            case ["call" or "text" or "room" or "number" or "recording" or "drill", ..]:
                return WebhookReply.Refused(400, "Fields are missing.");
            default:
                return WebhookReply.Refused(404, "There is nothing here.");
        }
    }

    private async ValueTask CallAsync(string session, string leg, string callSid, WebhookForm form)
    {
        if (CallReports.Read(leg, callSid, Statuses.Call(form["CallStatus"]), form.Number("SequenceNumber"), form.Number("SipResponseCode")) is { } status)
        {
            await keeper.HandleAsync(session, null, status);
        }
    }

    private async ValueTask TextAsync(string session, string attempt, PartyKind to, WebhookForm form)
    {
        if (Statuses.Message(form["MessageStatus"]).IsLost())
        {
            var failure = ProviderErrors.ForMessage(form.Number("ErrorCode"));
            await keeper.HandleAsync(session, null, new Happening.TextFailed(attempt, new Party(to), IntentWorker.Sort(failure)));
        }
    }
}
