using System.Net;
using System.Text;
using PhoneCompany.Messages;

namespace PhoneCompany.Tests;

public sealed class Texts
{
    private readonly Testbed _bed = new();

    [Fact]
    public void A_text_is_queued_sent_and_delivered_and_each_step_is_told()
    {
        var (status, body) = Send("Are you OK? Reply 1.", ("StatusCallback", "https://program.test/status"));
        _bed.Wait(3);

        Assert.Equal((201, "queued"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("Are you OK? Reply 1.", Assert.Single(_bed.PeerPhone.Inbox).Body);
        var told = _bed.HitsAt("status").ToList();
        Assert.Equal(["sending", "sent", "delivered"], told.Select(hit => hit["MessageStatus"]));
        Assert.All(told, hit => Assert.Equal(body.GetProperty("sid").GetString(), hit["MessageSid"]));
        Assert.Matches("^[0-9]{10}$", told[^1]["RawDlrDoneDate"]!);
        Assert.Equal(["queued", "sending", "sent", "delivered"], _bed.Network.Messages[0].History.Select(change => change.Status));
        _bed.AssertClean();
    }

    [Theory]
    [InlineData("landline", 30006)]
    [InlineData("unreachable", 30003)]
    [InlineData("filtered", 30007)]
    public void A_phone_that_cannot_take_it_makes_it_undelivered(string kind, int code)
    {
        _bed.PeerPhone.IsLandline = kind == "landline";
        _bed.PeerPhone.IsUnreachable = kind == "unreachable";
        _bed.PeerPhone.TextErrorCode = kind == "filtered" ? 30007 : null;
        var sid = Send("Hello", ("StatusCallback", "https://program.test/status")).Body.GetProperty("sid").GetString();
        _bed.Wait(3);

        var last = _bed.HitsAt("status").Last();
        Assert.Equal(("undelivered", $"{code}"), (last["MessageStatus"], last["ErrorCode"]));
        Assert.Empty(_bed.PeerPhone.Inbox);
        Assert.Equal(code, _bed.Get($"Messages/{sid}.json").Body.GetProperty("error_code").GetInt32());
    }

    [Fact]
    public void Some_landlines_are_refused_at_once()
    {
        _bed.PeerPhone.RefusesTextsAtOnce = true;

        Assert.Equal((400, 21614), Code(Send("Hello")));
    }

    [Fact]
    public void A_carrier_may_say_nothing_after_sent_or_deliver_twice()
    {
        _bed.PeerPhone.ReportsDelivery = false;
        _bed.PeerPhone.DuplicatesOfTexts = 1;
        Send("Hello");
        _bed.Wait(5);

        Assert.Equal("sent", _bed.Network.Messages[0].Status);
        Assert.Equal(2, _bed.PeerPhone.Inbox.Count);
    }

    [Fact]
    public void A_sender_takes_one_text_a_second_and_what_is_no_longer_valid_fails()
    {
        foreach (var index in Enumerable.Range(0, 5))
        {
            Send($"Text {index}", ("ValidityPeriod", index == 4 ? "3" : "300"));
        }

        _bed.Wait(1.5);
        Assert.Single(_bed.PeerPhone.Inbox);
        _bed.Wait(10);
        Assert.Equal(4, _bed.PeerPhone.Inbox.Count);
        Assert.Equal(("failed", 30036), (_bed.Network.Messages[4].Status, _bed.Network.Messages[4].ErrorCode ?? 0));
    }

    [Theory]
    [InlineData(21604, "From", Testbed.Service, "Body", "x")]
    [InlineData(21602, "To", Testbed.Peer, "From", Testbed.Service)]
    [InlineData(21619, "To", Testbed.Peer, "From", Testbed.Service, "Body", "")]
    [InlineData(21603, "To", Testbed.Peer, "Body", "x")]
    [InlineData(21606, "To", Testbed.Peer, "From", "+15557770000", "Body", "x")]
    [InlineData(21211, "To", "+15005550001", "From", Testbed.Service, "Body", "x")]
    [InlineData(21612, "To", "+15005550002", "From", Testbed.Service, "Body", "x")]
    [InlineData(21408, "To", "+15005550003", "From", Testbed.Service, "Body", "x")]
    [InlineData(21610, "To", "+15005550004", "From", Testbed.Service, "Body", "x")]
    [InlineData(21614, "To", "+15005550009", "From", Testbed.Service, "Body", "x")]
    [InlineData(20001, "To", Testbed.Peer, "From", Testbed.Service, "Body", "x", "ValidityPeriod", "0")]
    [InlineData(35117, "To", Testbed.Peer, "From", Testbed.Service, "Body", "x", "ScheduleType", "fixed", "SendAt", "2026-01-16T00:00:00Z")]
    public void A_text_that_cannot_be_is_refused_with_its_code(int code, params string[] form) =>
        Assert.Equal((400, code), Code(_bed.Post("Messages.json", [.. form.Chunk(2).Select(pair => (pair[0], pair[1]))])));

    [Fact]
    public void A_body_over_1600_characters_is_21617() => Assert.Equal((400, 21617), Code(Send(new string('a', 1601))));

    [Theory]
    [InlineData(160, 'a', 1)]
    [InlineData(161, 'a', 2)]
    [InlineData(306, 'a', 2)]
    [InlineData(307, 'a', 3)]
    [InlineData(70, 'ç', 1)]
    [InlineData(71, 'ç', 2)]
    [InlineData(80, '€', 1)]
    [InlineData(81, '€', 2)]
    public void Segments_are_counted_as_the_carrier_counts_them(int length, char character, int segments) =>
        Assert.Equal(segments, SmsSegments.Count(new string(character, length)));

    [Fact]
    public void A_pair_is_never_split_over_two_segments()
    {
        Assert.Equal(2, SmsSegments.Count(new string('a', 152) + "€" + new string('a', 10)));
        Assert.Equal(2, SmsSegments.Count(string.Concat(Enumerable.Repeat("🚑", 36))));
        Assert.True(SmsSegments.IsGsm7("éèàùÉÇ"));
        Assert.False(SmsSegments.IsGsm7("ê"));
    }

    [Fact]
    public void A_persons_text_reaches_the_program_and_its_reply_reaches_the_person()
    {
        _bed.At("texts", "<Message>Got it.</Message><Message><Body>And this.</Body></Message>");
        _bed.PeerPhone.Texts("  spot 3 ");
        _bed.Wait(5);

        var hit = Assert.Single(_bed.HitsAt("texts"));
        Assert.Equal(("  spot 3 ", "0", "1", "received"), (hit["Body"], hit["NumMedia"], hit["NumSegments"], hit["SmsStatus"]));
        Assert.Equal((Testbed.Peer, Testbed.Service), (hit["From"], hit["To"]));
        Assert.Matches("^SM[0-9a-f]{32}$", hit["MessageSid"]!);
        Assert.Equal(["Got it.", "And this."], _bed.PeerPhone.Inbox.Select(text => text.Body));
        Assert.Null(hit["OptOutType"]);
        _bed.AssertClean();
    }

    [Fact]
    public void A_long_text_comes_as_one_request()
    {
        _bed.PeerPhone.Texts(new string('a', 400));
        _bed.Wait(1);

        Assert.Equal("3", Assert.Single(_bed.HitsAt("texts"))["NumSegments"]);
    }

    [Fact]
    public void A_text_sent_first_may_arrive_last()
    {
        _bed.PeerPhone.Texts("first", delay: TimeSpan.FromSeconds(3));
        _bed.PeerPhone.Texts("second");
        _bed.Wait(5);

        Assert.Equal(["second", "first"], _bed.HitsAt("texts").Select(hit => hit["Body"]));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData(" CANCEL ")]
    [InlineData("End")]
    public void A_stop_word_is_answered_blocks_and_still_reaches_the_program(string word)
    {
        _bed.At("texts", "<Message>You will not see this.</Message>");
        _bed.PeerPhone.Texts(word);
        _bed.Wait(5);

        Assert.Equal(OptOutStop, Assert.Single(_bed.PeerPhone.Inbox).Body);
        Assert.Equal(word, Assert.Single(_bed.HitsAt("texts"))["Body"]);
        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 21610);
        Assert.Equal((400, 21610), Code(Send("Hello")));
        Assert.True(_bed.PeerPhone.HasOptedOut);

        _bed.PeerPhone.Texts("YES");
        _bed.Wait(5);
        Assert.Equal(201, Send("Hello").Status);
    }

    [Theory]
    [InlineData("STOP PLEASE")]
    [InlineData("ARRET")]
    [InlineData("OK")]
    public void Other_words_are_only_words(string word)
    {
        _bed.PeerPhone.Texts(word);
        _bed.Wait(5);

        Assert.Empty(_bed.PeerPhone.Inbox);
        Assert.Equal(201, Send("Hello").Status);
    }

    [Fact]
    public void Help_is_answered_by_the_company_and_reaches_the_program_too()
    {
        _bed.PeerPhone.Texts("help");
        _bed.Wait(5);

        Assert.Contains("Reply STOP", Assert.Single(_bed.PeerPhone.Inbox).Body, StringComparison.Ordinal);
        Assert.Single(_bed.HitsAt("texts"));
    }

    [Fact]
    public void A_toll_free_number_knows_only_stop_and_unstop()
    {
        var bed = new Testbed(options => options with
        {
            Numbers = [new OwnedNumber(Testbed.Service) { SmsUrl = "https://program.test/texts", TollFree = true }],
        });
        bed.PeerPhone.Texts("CANCEL");
        bed.Wait(3);
        Assert.Empty(bed.PeerPhone.Inbox);

        bed.PeerPhone.Texts("STOP");
        bed.PeerPhone.Texts("YES");
        bed.Wait(3);
        Assert.StartsWith("NETWORK MSG", Assert.Single(bed.PeerPhone.Inbox).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_a_messaging_service_an_opt_out_is_found_only_later_and_is_named_to_the_program()
    {
        var bed = new Testbed(options => options with
        {
            MessagingService = new MessagingServiceOptions
            {
                InboundRequestUrl = "https://program.test/inbound", AdvancedOptOut = true, ExtraStopWords = ["ARRET"],
            },
        });
        var service = bed.Network.Options.MessagingService!.Sid;
        bed.PeerPhone.Texts("arret");
        bed.Wait(3);
        var (status, body) = bed.Post(
            "Messages.json", ("To", Testbed.Peer), ("MessagingServiceSid", service), ("Body", "Hi"), ("StatusCallback", "https://program.test/status"));
        bed.Wait(3);

        Assert.Equal("STOP", Assert.Single(bed.HitsAt("inbound"))["OptOutType"]);
        Assert.Equal((201, "accepted"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, body.GetProperty("from").ValueKind);
        Assert.Equal("0", body.GetProperty("num_segments").GetString());
        var last = bed.HitsAt("status").Last();
        Assert.Equal(("failed", "21610"), (last["MessageStatus"], last["ErrorCode"]));
        Assert.Empty(bed.HitsAt("texts"));
    }

    [Fact]
    public void A_service_without_an_inbound_address_swallows_texts()
    {
        var bed = new Testbed(options => options with { MessagingService = new MessagingServiceOptions() });
        bed.PeerPhone.Texts("SPOT");
        bed.Wait(3);

        Assert.Empty(bed.Hits);
    }

    [Fact]
    public void A_scheduled_text_goes_out_at_its_time_or_is_called_off()
    {
        var bed = new Testbed(options => options with { MessagingService = new MessagingServiceOptions() });
        var at = bed.Time.GetUtcNow().AddSeconds(400).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        (string, string)[] form =
        [
            ("To", Testbed.Peer), ("MessagingServiceSid", bed.Network.Options.MessagingService!.Sid), ("Body", "Later"),
            ("ScheduleType", "fixed"), ("SendAt", at),
        ];
        var kept = bed.Post("Messages.json", form).Body;
        var canceled = bed.Post("Messages.json", form).Body.GetProperty("sid").GetString();
        Assert.Equal("scheduled", kept.GetProperty("status").GetString());
        Assert.Equal("canceled", bed.Post($"Messages/{canceled}.json", ("Status", "canceled")).Body.GetProperty("status").GetString());
        bed.Wait(410);

        Assert.Single(bed.PeerPhone.Inbox);
    }

    [Fact]
    public void A_finished_text_can_be_redacted_and_deleted_but_not_before()
    {
        var sid = Send("The address is 12 Main St").Body.GetProperty("sid").GetString();
        Assert.Equal(400, _bed.Post($"Messages/{sid}.json", ("Body", "")).Status);
        _bed.Wait(3);

        Assert.Equal("", _bed.Post($"Messages/{sid}.json", ("Body", "")).Body.GetProperty("body").GetString());
        Assert.True(_bed.Network.Messages[0].IsRedacted);
        Assert.Equal("The address is 12 Main St", _bed.PeerPhone.Inbox[0].Body);
        Assert.Equal(204, _bed.Delete($"Messages/{sid}.json").Status);
        Assert.Equal(404, _bed.Get($"Messages/{sid}.json").Status);
    }

    [Fact]
    public void Texts_can_be_listed_by_either_end()
    {
        Send("One");
        _bed.PeerPhone.Texts("Two");
        _bed.Wait(1);

        Assert.Equal(1, _bed.Get("Messages.json?To=%2B15550001000").Body.GetProperty("messages").GetArrayLength());
        Assert.Equal(1, _bed.Get("Messages.json?From=%2B15550001000").Body.GetProperty("messages").GetArrayLength());
        Assert.Equal(2, _bed.Get("Messages.json?DateSent=2026-01-15").Body.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public void A_plain_text_reply_is_sent_to_the_person()
    {
        _bed.At("texts", _ => new HttpResponseMessage { Content = new StringContent("OK", Encoding.UTF8, "text/plain") });
        _bed.PeerPhone.Texts("SPOT");
        _bed.Wait(3);

        Assert.Equal("OK", Assert.Single(_bed.PeerPhone.Inbox).Body);
        Assert.Single(_bed.Network.Violations);
    }

    [Fact]
    public void A_program_that_fails_is_asked_at_the_fallback_address_with_the_error()
    {
        _bed.Number.SmsFallbackUrl = "https://program.test/fallback";
        _bed.At("texts", _ => Testbed.Status(HttpStatusCode.BadGateway));
        _bed.At("fallback", "<Message>Please call us.</Message>");
        _bed.PeerPhone.Texts("SPOT");
        _bed.Wait(3);

        var hit = Assert.Single(_bed.HitsAt("fallback"));
        Assert.Equal(("11200", "https://program.test/texts", "SPOT"), (hit["ErrorCode"], hit["ErrorUrl"], hit["Body"]));
        Assert.Equal("Please call us.", Assert.Single(_bed.PeerPhone.Inbox).Body);
    }

    [Fact]
    public void A_phone_can_answer_texts_by_itself()
    {
        _bed.PeerPhone.RepliesToTexts("OK\\?", "1", TimeSpan.FromSeconds(5));
        Send("Are you OK?");
        _bed.Wait(10);

        Assert.Equal("1", Assert.Single(_bed.HitsAt("texts"))["Body"]);
    }

    private static string OptOutStop =>
        "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";

    private static (int, int) Code((int Status, System.Text.Json.JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("code").GetInt32());

    private (int Status, System.Text.Json.JsonElement Body) Send(string body, params (string, string)[] more) =>
        _bed.Post("Messages.json", [("To", Testbed.Peer), ("From", Testbed.Service), ("Body", body), .. more]);
}
