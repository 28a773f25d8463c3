using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.People;
using SpotterBot.Sessions;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;

namespace SpotterBot.Voice;

/// <summary>
/// The number kept for EMS rings, or a dispatch line calls. One open case is the one it is about; of several the code that the desk was told says
/// which, and without it, since a person must be had with nothing to key, the latest.
/// </summary>
public sealed class DeskCallBack(SessionCalls calls, SessionReader sessions, PhoneBook phones, Lobby lobby, Urls urls, TwilioOptions options)
{
    private const int AskedMost = 2;

    /// <summary>Null: it is nobody from EMS, or there is no case that it could be about.</summary>
    /// <param name="own">Where the calling phone leads to.</param>
    /// <param name="asked">How often they were asked which case it is about.</param>
    public async ValueTask<WebhookReply?> CalledInAsync(WebhookForm form, IReadOnlyList<PhoneLink> own, int asked = 0)
    {
        if (await DesksAsync(form, own) is not [.., var latest] desks)
        {
            return null;
        }

        var (link, code) = (latest, form["Digits"] is { Length: Incident.EmsCodeDigits } keyed ? keyed : null);
        if (desks.DistinctBy(l => l.SessionId).Skip(1).Any() && await OpenAsync(desks) is [_, ..] open)
        {
            if (open.Count > 1 && code is null && asked < AskedMost)
            {
                return AskWhich(open[^1], asked + 1);
            }

            // A code that is nobody's counts as a wrong one of the latest, so that there is an end to trying.
            var meant = open.Find(o => code is not null && o.Incident!.EmsCode == code) ?? open[^1];
            link = desks.Last(l => l.SessionId == meant.Id);
        }

        var callSid = form["CallSid"]!;
        return await calls.IntoAsync(link.SessionId, callSid, new Happening.CaseCalledIn(link.Who, callSid, code)) ?? await lobby.MenuAsync(form);
    }

    /// <summary>The cases of the dispatch line that calls; of whoever else rings the number kept for EMS, all that are open there.</summary>
    private async ValueTask<IReadOnlyList<PhoneLink>> DesksAsync(WebhookForm form, IReadOnlyList<PhoneLink> own)
    {
        var toEmsLine = form["To"] == options.EmsCallbackNumber && options.EmsCallbackNumber != options.Numbers[0];
        var those = toEmsLine && own.Count == 0 ? (await phones.OfAsync(options.EmsCallbackNumber!)).Links : own;
        return [.. those.Where(l => l.Who.Kind == PartyKind.Ems)];
    }

    private async ValueTask<List<Session>> OpenAsync(IEnumerable<PhoneLink> desks)
    {
        var open = new List<Session>();
        foreach (var id in desks.Select(l => l.SessionId).Distinct())
        {
            if (await sessions.ReadAsync(id) is { Incident: not null } session)
            {
                open.Add(session);
            }
        }

        return open;
    }

    private WebhookReply AskWhich(Session latest, int asked)
    {
        var words = Languages.ForEms(latest.Legs.LastOrDefault(l => l.Who.Kind == PartyKind.Ems)?.Language);
        var gather = new Gather(ScriptWriter.Speak(words, new Line(LineKey.EmsAskWhich)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = Incident.EmsCodeDigits,
            FinishOnKey = "",
            Timeout = 6,
            Action = urls.Lobby($"desk/{asked}"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby($"desk/{asked}"))).ToXml());
    }
}
