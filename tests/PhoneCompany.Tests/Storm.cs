using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Voice;

namespace PhoneCompany.Tests;

/// <summary>People, documents, REST requests and faults in any order: the company itself must neither fail nor lose a leg.</summary>
public sealed class Storm
{
    private static readonly string[] Documents =
    [
        "", "<Say>Hello there.</Say>", "<Hangup/>", "<Redirect>/any</Redirect>", "<Pause length='3'/><Redirect>/any</Redirect>",
        "<Gather numDigits='1' action='/any' timeout='4'><Say>Press 1 to accept.</Say></Gather><Redirect>/any</Redirect>",
        "<Gather input='dtmf speech' speechTimeout='auto' action='/any'><Say>Say got it.</Say><Pause length='1'/></Gather>",
        "<Dial action='/any'><Conference beep='true' endConferenceOnExit='true'>room-1</Conference></Dial>",
        "<Dial hangupOnStar='true' action='/any'><Conference waitUrl='/wait' participantLabel='one'>room-1</Conference></Dial><Say>Full</Say>",
        "<Dial action='/any' timeout='8'><Number>+15551230007</Number><Number url='/whisper'>+15551230008</Number></Dial>",
        "<Dial timeout='5' answerOnBridge='true'>+15551230009</Dial><Say>Nobody.</Say>",
        "<Record action='/any' timeout='2'/><Say>Silence.</Say>", "<Play digits='1w2'/><Play>https://program.test/a.wav</Play>", "<Reject/>",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_happens_nothing_breaks_and_every_leg_ends(int seed)
    {
#pragma warning disable CA5394 // Repeatable is the point.
        var random = new Random(seed);
        var bed = new Testbed(options => options with { Seed = seed, CallsPerSecond = 2 });
        bed.At("voice", _ => Any());
        bed.At("any", _ => random.Next(15) == 0 ? Testbed.Status(System.Net.HttpStatusCode.BadGateway) : Any());
        bed.At("wait", "<Say>Please wait.</Say><Pause length='2'/><Redirect/>");
        bed.At("whisper", "<Gather numDigits='1' timeout='2' action='/empty'><Say>Press 1.</Say></Gather><Hangup/>");
        bed.At("empty", "");
        bed.Network.Faults.OnWebhook(_ => random.Next(30) == 0, WebhookFault.Drop());
        bed.Network.Faults.OnWebhook(_ => random.Next(30) == 0, WebhookFault.Delay(TimeSpan.FromSeconds(4)));
        bed.Network.Faults.OnWebhook(_ => random.Next(30) == 0, WebhookFault.Duplicate(TimeSpan.FromSeconds(1)));
        var phones = Enumerable.Range(1, 9).Select(index => bed.Network.Phone($"+1555123000{index}")).ToList();
        foreach (var phone in phones)
        {
            phone.Behaviour = Someone();
            phone.CallWaiting = random.Next(2) == 0;
        }

        for (var step = 0; step < 400; step++)
        {
            Act(phones[random.Next(phones.Count)]);
            bed.Wait(random.NextDouble() * 2);
        }

        foreach (var call in bed.Network.LiveCalls)
        {
            bed.Post($"Calls/{call.Sid}.json", ("Status", "completed"));
        }

        bed.Wait(60);
        var seen = bed.Network.Calls.SelectMany(call => call.History).Select(change => change.Status).Distinct();
        Assert.Superset(new HashSet<string> { "ringing", "in-progress", "completed", "canceled", "busy" }, seen.ToHashSet());
        Assert.True(bed.Network.Calls.Count > 60, $"Only {bed.Network.Calls.Count} calls.");
        Assert.True(bed.Network.Conferences.Count > 2, $"Only {bed.Network.Conferences.Count} rooms.");
        Assert.Empty(bed.Network.Unobserved);
        Assert.Empty(bed.Network.LiveCalls);
        Assert.All(phones, phone => Assert.True(phone.IsIdle));
        Assert.All(bed.Network.Conferences, room => Assert.Equal("completed", room.Status));
        Assert.Equal(0, bed.Network.OutstandingWebhooks);
        Assert.All(bed.Network.Calls, call => Assert.Single(call.History, change => change.Status is "completed" or "busy" or "failed" or "no-answer" or "canceled"));

        HttpResponseMessage Any() => Testbed.Xml($"<Response>{Documents[random.Next(Documents.Length)]}</Response>");

        Behaviour Someone() => random.Next(7) switch
        {
            0 => Behaviour.NoAnswer,
            1 => Behaviour.Busy,
            2 => Behaviour.Voicemail(TimeSpan.FromSeconds(3)),
            3 => Behaviour.CallScreener(TimeSpan.FromSeconds(1), Behaviour.Person(TimeSpan.FromSeconds(2))),
            4 => Behaviour.HangsUpMidPrompt(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
            5 => Behaviour.InvalidNumber,
            _ => Behaviour.Person(TimeSpan.FromSeconds(2), Reaction.Hearing("press 1", me => me.Presses("1"))),
        };

        void Act(Handset phone)
        {
            var call = bed.Network.Calls.LastOrDefault(each => random.Next(4) == 0) ?? (bed.Network.Calls.Count > 0 ? bed.Network.Calls[^1] : null);
            switch (random.Next(12))
            {
                case 0 when phone.IsIdle: phone.PlacesCall(Testbed.Service); break;
                case 1: bed.Ring(phone.Number, "any", ("StatusCallback", "https://program.test/status")); break;
                case 2 when phone.IsRinging: phone.Answers(); break;
                case 3 when phone.IsRinging: phone.Rejects(); break;
                case 4 when phone.Call is not null: phone.HangsUp(); break;
                case 5 when phone.Call is not null: phone.Presses(random.Next(2) == 0 ? "1" : "*"); break;
                case 6 when phone.Call is not null: phone.Says("got it, on the way"); break;
                case 7: phone.Texts(random.Next(3) == 0 ? "STOP" : "SPOT"); break;
                case 8 when call is not null:
                    bed.Post($"Calls/{call.Sid}.json", ("Url", "https://program.test/any"));
                    break;
                case 9 when call is not null:
                    bed.Post($"Calls/{call.Sid}.json", ("Status", random.Next(2) == 0 ? "completed" : "canceled"));
                    break;
                case 10 when bed.Network.Conferences.LastOrDefault(room => room.Status != "completed") is { } room:
                    Meddle(room);
                    break;
            }
        }

        void Meddle(Conference room)
        {
            var participants = bed.Get($"Conferences/{room.Sid}/Participants.json").Body.GetProperty("participants");
            var who = participants[random.Next(participants.GetArrayLength())].GetProperty("call_sid").GetString();
            switch (random.Next(5))
            {
                case 0: bed.Post($"Conferences/{room.Sid}.json", ("Status", "completed")); break;
                case 1: bed.Delete($"Conferences/{room.Sid}/Participants/{who}.json"); break;
                case 2: bed.Post($"Conferences/{room.Sid}/Participants/{who}.json", ("Hold", random.Next(2) == 0 ? "true" : "false")); break;
                case 3: bed.Post($"Conferences/{room.Sid}.json", ("AnnounceUrl", "https://program.test/wait")); break;
                default: bed.Post($"Conferences/{room.Sid}/Participants.json", ("From", Testbed.Service), ("To", "+15551230006")); break;
            }
        }
#pragma warning restore CA5394
    }
}
