using System.Collections.Immutable;
using System.Globalization;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Practice;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.Roster;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Voice;
using SpotterBot.Words;

namespace SpotterBot.Practice;

/// <summary>
/// Rehearsals and test rings. How far one is stands in the URL of its next document, which nobody but the phone company can have signed: nothing of it is
/// stored, and nothing of it belongs to a session.
/// </summary>
public sealed class PracticeDesk(RosterBook roster, TwilioClient twilio, TwilioOptions options, PaceBook pace, Urls urls, TimeProvider time)
{
    private const int RingSeconds = 25;
    private const int CallMinutesMost = 10;
    private const string Nobody = "-";

    private static readonly int Stories = Enum.GetValues<DrillStory>().Count(s => s != DrillStory.TestRing);

    /// <summary>DRILL, TEST ON, TEST OFF, TEST and a name; null where this phone is on no roster, or the text is about something else.</summary>
    /// <param name="from">E.164.</param>
    public async ValueTask<Line?> AnswerAsync(string from, TextCommand command)
    {
        var now = time.GetUtcNow();
        if (command.Verb is not (TextVerb.Drill or TextVerb.TestRing) || await roster.ByPhoneAsync(from, now) is not { } entry)
        {
            return null;
        }

        switch (command)
        {
            case { Verb: TextVerb.Drill }:
                return await DrillAsync(entry, command.Words, now);
            case { Words: "TEST ON" or "TEST OFF" }:
                var may = command.Words == "TEST ON";
                await roster.ChangeAsync(entry.Id, e => e with { TestRings = may });
                return new Line(may ? LineKey.TestOnText : LineKey.TestOffText);
            case var _ when !entry.Coordinator:
                return new Line(LineKey.RosterCoordinatorsText);
            default:
                return await TestAsync(entry, Somebody.AfterVerb(command.Rest), now);
        }
    }

    /// <param name="path">What stands after <c>/api/voice/drill</c>: who is on the line, who is told, and how far it is.</param>
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form)
    {
        if (path is not [var who, var tells, .. var state] || !IsId(who) || !IsId(tells) || Read(state) is not { } drill)
        {
            return WebhookReply.Refused(404, "There is nothing here.");
        }

        var answer = drill.Next(form["Digits"] is { Length: > 0 } keys ? keys[..1] : null, time.GetUtcNow());
        if (answer.Ends)
        {
            await TellAsync(who, tells, answer.Drill);
        }

        var next = urls.Drill(who, tells, Written(answer.Drill));
        var gather = new Gather(answer.Lines.Select(l => ScriptWriter.Speak(Languages.Of(null), l)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = answer.Seconds,
            Action = next,
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, answer.Ends ? new Hangup() : new Redirect(next)).ToXml());
    }

    /// <summary>A test ring that nobody picked up.</summary>
    public async ValueTask EndedAsync(string who, string tells, CallStatus? status)
    {
        if (status is CallStatus.NoAnswer or CallStatus.Busy or CallStatus.Failed or CallStatus.Canceled && tells != Nobody && IsId(who) && IsId(tells))
        {
            await TextAsync(tells, new Line(LineKey.TestNobodyText, (await roster.OfAsync(who))?.Name ?? ""));
        }
    }

    private async ValueTask<Line> DrillAsync(RosterEntry entry, string words, DateTimeOffset now)
    {
        if (RosterBook.Claim(entry, now) is not null)
        {
            return new Line(LineKey.DrillNotNowText);
        }

        // Which one comes unasked is no secret, only not always the same.
        var asked = words.Split(' ') is [_, var digit] && int.TryParse(digit, out var number) && number >= 1 && number <= Stories ? number : 1 + (int)(now.ToUnixTimeSeconds() % Stories);
        await CallAsync(entry, Nobody, (DrillStory)asked, now);
        return new Line(LineKey.DrillComingText);
    }

    private async ValueTask<Line> TestAsync(RosterEntry coordinator, string said, DateTimeOffset now)
    {
        var (peer, _, why) = Somebody.In([.. (await roster.AllAsync()).Where(e => !e.Coordinator)], said);
        if (peer is null)
        {
            return why!;
        }

        if (!peer.TestRings || !Shifts.IsOn(peer, now) || RosterBook.Claim(peer, now) is not null)
        {
            return new Line(LineKey.TestNotNowText, peer.Name);
        }

        await CallAsync(peer, coordinator.Id, DrillStory.TestRing, now);
        return new Line(LineKey.TestComingText, peer.Name);
    }

    private async ValueTask CallAsync(RosterEntry to, string tells, DrillStory story, DateTimeOffset now)
    {
        await pace.TakeAsync(PaceChannel.Calls, Urgency.Spare, now);
        await twilio.CreateCallAsync(new CreateCall(to.Phone, options.Numbers[0], urls.Drill(to.Id, tells, Written(Drill.Of(story))))
        {
            StatusCallback = urls.DrillStatus(to.Id, tells),
            StatusCallbackEvents = CallEvents.All,
            Timeout = TimeSpan.FromSeconds(RingSeconds),
            TimeLimit = TimeSpan.FromMinutes(CallMinutesMost),
        });
    }

    private async ValueTask TellAsync(string who, string tells, Drill drill)
    {
        var name = (await roster.OfAsync(who))?.Name ?? "";
        if (tells != Nobody)
        {
            await TextAsync(tells, drill.Marks.FirstOrDefault(m => m.Key == 'a') is { } taken
                ? new Line(LineKey.TestTakenText, name, taken.Seconds.ToString(CultureInfo.InvariantCulture))
                : new Line(LineKey.TestNobodyText, name));
        }
        else if (drill.Marks.Any(m => m.Key == 'a'))
        {
            await TextAsync(who, new Line(LineKey.DrillReportText, drill.Log.Split(' ')));
        }
    }

    private async ValueTask TextAsync(string id, Line line)
    {
        if (await roster.OfAsync(id) is { } person)
        {
            await pace.TakeAsync(PaceChannel.Texts, Urgency.Spare, time.GetUtcNow());
            await twilio.CreateMessageAsync(new CreateMessage(person.Phone, Languages.Of(null).Say(line)));
        }
    }

    /// <summary>As an id on the roster looks, or nobody's.</summary>
    private static bool IsId(string id) => id == Nobody || (id.Length is >= 2 and <= 12 && id.All(char.IsAsciiLetterOrDigit));

    /// <summary>How far it is, as pieces of a URL.</summary>
    private static string Written(Drill drill) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)drill.Story}/{(int)drill.Part}/{drill.BegunUtc?.ToUnixTimeSeconds() ?? 0}/{drill.Turn}/{drill.Silences}{(drill.Marks.IsEmpty ? "" : "/" + drill.Log.Replace(' ', '-').Replace('*', 's').Replace('#', 'h'))}");

    private static Drill? Read(string[] state)
    {
        if (state is not [var story, var part, var begun, var turn, var silences, .. var log] || log.Length > 1
            || !Number(story, out var s) || !Enum.IsDefined((DrillStory)s) || !Number(part, out var p) || !Enum.IsDefined((DrillPart)p)
            || !long.TryParse(begun, NumberStyles.None, CultureInfo.InvariantCulture, out var b) || b > int.MaxValue || !Number(turn, out var t) || !Number(silences, out var n))
        {
            return null;
        }

        var marks = ImmutableArray.CreateBuilder<DrillMark>();
        foreach (var mark in log is [var all] ? all.Split('-') : [])
        {
            if (mark.Length < 2 || !Number(mark[1..], out var seconds))
            {
                return null;
            }

            marks.Add(new DrillMark(mark[0] switch { 's' => '*', 'h' => '#', var key => key }, seconds));
        }

        return new Drill((DrillStory)s, (DrillPart)p, b == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(b), t, n, marks.ToImmutable());
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 100_000;
}
