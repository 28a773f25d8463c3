using System.Globalization;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.People;
using SpotterBot.Practice;
using SpotterBot.Sessions;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;

namespace SpotterBot.Voice;

/// <summary>Everything a call asks for: the menu of those who call in, and the next document of a leg.</summary>
public sealed class VoiceFunction(
    SessionCalls calls, Lobby lobby, SharedPhone shared, DeskCallBack desks, Company company, SessionNames names, PhoneBook phones, PracticeDesk practice, Urls urls, TwilioOptions options)
{
    private const int WaitingPauseSeconds = 8;

    /// <param name="path">What stands after <c>/api/voice</c>.</param>
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form)
    {
        switch (path)
        {
            case ["waiting", var line] when IsLine(line, out var waiting):
                return Waiting(new Line(waiting));
            case ["announce", _, _, var line] when form["CallSid"] is not null && IsLine(line, out var announced):
                return SessionCalls.Spoken([new Line(announced)]);
        }

        var reply = await AnswerAsync(path, company.Recalled(form));
        company.TakenIn(form);
        return reply;
    }

    /// <summary>By its name, as our URLs have it: by number any line could be meant, also one that says nothing without words of its own.</summary>
    private static bool IsLine(string name, out LineKey line) => Enum.TryParse(name, out line) && Enum.IsDefined(line) && line.ToString() == name;

    private async ValueTask<WebhookReply> AnswerAsync(string[] path, WebhookForm form) => path switch
    {
        _ when form["CallSid"] is null => WebhookReply.Refused(400, "CallSid is needed."),
        [.. var first, "again", _] => await AnswerAsync(first, form),
        [.. var first, "again", _, var keys] => await AnswerAsync(first, company.Keyed(form["Digits"], keys) is { } keyed ? form.With("Digits", keyed) : form),
        [] => await CalledInAsync(form),
        ["lobby", "same", var silences] when int.TryParse(silences, out var times) && form["From"] is not null => await shared.AnsweredAsync(form, times),
        ["lobby", "desk", var asked] when int.TryParse(asked, out var times) && form["From"] is { } from =>
            await desks.CalledInAsync(form, await LinksAsync(from), times) ?? await lobby.MenuAsync(form),
        ["lobby", .. var rest] => await lobby.HandleAsync(rest, form),
        ["drill", .. var rest] => await practice.HandleAsync(rest, form),
        ["leg", var session, var leg, var checkIn, var step, .. var how] => await LegAsync(form, session, leg, checkIn, step, how),
        ["fallback", var session, var leg] => await calls.ResumeAsync(session, leg, form["CallSid"]!, form["Digits"]),
        ["fallback"] => await calls.ResumeAsync(form["CallSid"]!, form["Digits"]) ?? await lobby.MenuAsync(form, first: LineKey.Sorry),
        _ => WebhookReply.Refused(404, "There is nothing here."),
    };

    /// <summary>
    /// What a request is really for: a fallback says which of our documents could not be had, and asking that one again, with what was keyed
    /// for it, counts the key once, whether or not its first coming was taken in.
    /// </summary>
    /// <param name="path">What stands after <c>/api/voice</c>.</param>
    public string[] Meant(string[] path, WebhookForm form) =>
        path is ["fallback", ..] && form["ErrorUrl"] is { } failed && urls.VoicePath(failed) is { } meant && meant is not ["fallback", ..] ? meant : path;

    /// <summary>A phone calls in: somebody on a case is brought to it, a caller to their session, anyone else hears the menu.</summary>
    private async ValueTask<WebhookReply> CalledInAsync(WebhookForm form)
    {
        var from = form["From"];
        var callSid = form["CallSid"];
        if (callSid is null || from is null)
        {
            return WebhookReply.Refused(400, "CallSid and From are needed.");
        }

        if (options.OwnNumbers.Contains(from))
        {
            return WebhookReply.Twiml(new VoiceResponse(new Reject()).ToXml());
        }

        if (await calls.ResumeAsync(callSid, form["Digits"]) is { } resumed)
        {
            return resumed;
        }

        var links = await LinksAsync(from);
        if (await desks.CalledInAsync(form, links) is { } desk)
        {
            return desk;
        }

        if (await shared.CalledInAsync(form, form["Digits"]) is { } own)
        {
            return own;
        }

        foreach (var link in links.Where(l => l.Who.CanTakeCase).Reverse())
        {
            if (await names.HasCaseAsync(link.SessionId, link.Who) && await calls.IntoAsync(link.SessionId, callSid, new Happening.CaseCalledIn(link.Who, callSid)) is { } joined)
            {
                return joined;
            }
        }

        return await lobby.EnterAsync(form);
    }

    private async ValueTask<IReadOnlyList<PhoneLink>> LinksAsync(string from) => PhoneNumbers.Callable(from) ? (await phones.OfAsync(from)).Links : [];

    /// <summary>For somebody alone in a room: quiet first, for they have just been told that somebody comes.</summary>
    private WebhookReply Waiting(Line line) => WebhookReply.Twiml(new VoiceResponse(
        new Telephony.Twiml.Pause(WaitingPauseSeconds), ScriptWriter.Speak(Words.Languages.Of(null), line), new Redirect(urls.Waiting(line.Key))).ToXml());

    private async ValueTask<WebhookReply> LegAsync(WebhookForm form, string session, string leg, string checkIn, string step, string[] how)
    {
        if (!int.TryParse(checkIn, out var number) || !int.TryParse(step, out var at))
        {
            return WebhookReply.Refused(400, "Check-in and step are needed.");
        }

        var asks = new Happening.LegAsks(leg, form["CallSid"]!, at, number);
        if (form["Digits"] is "0" or "9" && await calls.IsOverAsync(session, asks))
        {
            // Goodbye has been said, and they want somebody after all.
            return await lobby.BeginAsync(form, form["Digits"]!, after: "/" + step);
        }

        // A key that came back from keeping them company is one, whatever the document was asked for.
        asks = asks with { Keys = form["Digits"] is "hangup" ? null : form["Digits"], Closed = form["FinishedOnKey"] == "#" };
        return how switch
        {
            [] => await calls.AskAsync(session, asks with { Speech = form["SpeechResult"], Confidence = Confidence(form) }),
            ["silent"] => await calls.AskAsync(session, asks with { Silent = asks.Keys is null }),
            ["left"] => await calls.AskAsync(session, asks with { Left = true }),
            ["recorded"] => await calls.AskAsync(session, asks with { RecordingSid = form["RecordingSid"] }),
            _ => WebhookReply.Refused(404, "There is nothing here."),
        };
    }

    /// <summary>0 to 1; the phone company does not always say.</summary>
    private static double? Confidence(WebhookForm form) =>
        double.TryParse(form["Confidence"], CultureInfo.InvariantCulture, out var sure) && sure is >= 0 and <= 1 ? sure : null;
}
