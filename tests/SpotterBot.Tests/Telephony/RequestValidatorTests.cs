using System.Text;
using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class RequestValidatorTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Body = """{"property": "value", "boolean": true}""";
    private const string BodyHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private static readonly KeyValuePair<string, string>[] Params =
    [
        new("CallSid", "CA1234567890ABCDE"), new("From", "+14158675309"), new("Digits", "1234"),
        new("To", "+18005551212"), new("Caller", "+14158675309"),
    ];

    private readonly RequestValidator _validator = new("12345");

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://MyCompany.com:1234/myapp.php?foo=1&bar=2", "PCqOZm8cnu/L6+u5i5fuEd+Iac4=")]
    [InlineData("http://MyCompany.com/myapp.php?foo=1&bar=2", "XY7AlKOKL6im4yWyX84gldUrtis=")]
    [InlineData("http://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "PJ08CxXr7KLPjEQCTc8LkUSMwSM=")]
    [InlineData("HTTP://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "hy/l8pca+LFms4cvRdv8uiP6NGc=")]
    public void A_published_signature_of_a_form_is_valid_for_the_url_as_received(string url, string signature) =>
        Assert.True(_validator.Validate(url, Params, signature));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("http://user:secret@MyCompany.com/myapp.php?foo=1&bar=2", "XY7AlKOKL6im4yWyX84gldUrtis=")]
    [InlineData("https://user:secret@mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://user:secret@mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    public void Ports_and_user_info_that_Twilio_drops_or_adds_do_not_matter(string url, string signature) =>
        Assert.True(_validator.Validate(url, Params, signature));

    [Fact]
    public void The_host_keeps_its_letter_case() =>
        Assert.False(_validator.Validate("https://MyCompany.com/myapp.php?foo=1&bar=2", Params, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Fact]
    public void The_example_of_the_documentation_is_valid()
    {
        KeyValuePair<string, string>[] form =
        [
            new("Digits", "1234"), new("To", "+18005551212"), new("From", "+14158675310"),
            new("Caller", "+14158675310"), new("CallSid", "CA1234567890ABCDE"),
        ];

        Assert.True(_validator.Validate("https://example.com/myapp.php?foo=1&bar=2", form, "L/OH5YylLD5NRKLltdqwSvS0BnU="));
    }

    [Fact]
    public void A_get_is_signed_by_its_url_alone() => Assert.True(_validator.Validate(Url, [], "zYQTYrRWXE7LtzbG4PfP7/bkkGo="));

    [Fact]
    public void Of_a_key_sent_several_times_every_different_value_counts_once() =>
        Assert.True(_validator.Validate(Url, [new("A", "b"), new("A", "a"), new("A", "b"), new("Z", "1")], "WAC2+YMyft6Ewu4zJwGY89vXjaE="));

    [Fact]
    public void Text_beyond_ascii_is_signed_as_utf8() =>
        Assert.True(_validator.Validate(Url, [new("Body", "Où êtes-vous? 🚑")], "9L6KW/yywXL287rCqqDvMsuzyro="));

    [Fact]
    public void Keys_are_sorted_by_code_and_not_by_alphabet() =>
        Assert.True(_validator.Validate(Url, [new("b", "1"), new("B", "2"), new("a", "3")], "Qpn2ysBwUWyLSabNazGjR69y2Zw="));

    [Fact]
    public void An_empty_value_leaves_its_key() =>
        Assert.True(_validator.Validate(Url, [new("A", ""), new("B", "x")], "bWeevTHlSTOF+IbXptnJYtBAhiY="));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + BodyHash, "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, "y77kIzt2vzLz71DgmJGsen2scGs=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash + "#rc=2&rp=all", "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void A_json_body_is_valid_by_the_hash_in_its_signed_url(string url, string signature) =>
        Assert.True(_validator.ValidateBody(url, Encoding.UTF8.GetBytes(Body), signature));

    [Fact]
    public void A_json_body_that_was_changed_is_refused() => Assert.False(_validator.ValidateBody(
        "https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, Encoding.UTF8.GetBytes(Body + " "), "y77kIzt2vzLz71DgmJGsen2scGs="));

    [Fact]
    public void A_body_without_a_hash_in_its_url_is_refused() =>
        Assert.False(_validator.ValidateBody(Url, Encoding.UTF8.GetBytes(Body), "zYQTYrRWXE7LtzbG4PfP7/bkkGo="));

    [Fact]
    public void A_fragment_is_no_part_of_what_is_signed() =>
        Assert.True(_validator.Validate(Url + "#rc=2&rp=ct,rt,5xx&ct=2000", Params, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Fact]
    public void A_hash_in_the_fragment_is_no_hash_of_the_body() => Assert.False(_validator.ValidateBody(
        Url + "#?bodySHA256=" + BodyHash, Encoding.UTF8.GetBytes(Body), "zYQTYrRWXE7LtzbG4PfP7/bkkGo="));

    [Fact]
    public void During_a_rotation_either_token_is_taken()
    {
        var rotating = new RequestValidator("new", null, "", "12345");

        Assert.True(rotating.Validate(Url, Params, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        Assert.False(new RequestValidator("new").Validate(Url, Params, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }

    [Fact]
    public void Without_a_token_nothing_is_valid() =>
        Assert.False(new RequestValidator(null, "").Validate(Url, Params, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    [InlineData(" RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("not base64 at all, but long!")]
    [InlineData("ééééééééééééééééééééééééééééé")]
    public void A_missing_or_wrong_signature_is_refused(string? signature) => Assert.False(_validator.Validate(Url, Params, signature));

    [Fact]
    public void Every_field_counts_also_one_that_nobody_knows()
    {
        Assert.False(_validator.Validate(Url, [.. Params, new("New", "1")], "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        Assert.False(_validator.Validate(Url, Params[1..], "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("://")]
    [InlineData("https://")]
    [InlineData("https://@:#")]
    [InlineData("https://[::1]:443/x")]
    [InlineData("not a url")]
    [InlineData("https://h/\uD800?\0")]
    public void Garbage_is_refused_and_never_thrown_at(string? url)
    {
        KeyValuePair<string, string>[] form = [new(null!, null!), new("\uDFFF", "\uD800")];

        Assert.False(_validator.Validate(url, form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        Assert.False(_validator.Validate(url, null!, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        Assert.False(_validator.ValidateBody(url, [0xFF, 0x00], "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }
}
