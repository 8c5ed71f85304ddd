/** Which pages are an organizer's own, and that nothing an organizer may choose makes a page one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isOwnerPage, saysItIsOwnerPage } from "../../extension/src/background/owner_pages.js";

const OWN = [
  "docs.google.com/forms/d/1AbCdEf/edit", "docs.google.com/forms/u/0/d/1AbCdEf/edit#responses", "docs.google.com/forms/u/1/",
  "docs.google.com/forms/d/e/1FAIpQLS/viewanalytics", "sites.google.com/d/1AbC/p/1DeF/edit",
  "forms.office.com/Pages/DesignPageV2.aspx?subpage=design", "forms.office.com/pages/analysispage.aspx?id=x",
  "form.jotform.com/edit/5123", "eu.jotform.com/inbox/233", "admin.typeform.com/form/abc/results", "tally.so/forms/abc123/submissions",
  "linktr.ee/admin", "wordpress.com/home/contoh", "www.eventbrite.com/myevent/123/attendees", "www.eventbrite.com/manage/events/1/orders",
  "acara.wordpress.com/wp-admin/edit.php",
];
const PUBLIC = [
  "docs.google.com/forms/d/e/1FAIpQLS/viewform?x=/edit", "docs.google.com/forms/d/e/1FAIpQLS/viewform#/edit",
  "docs.google.com/forms/d/1AbCdEf/viewform?edit_requested=true", "docs.google.com/forms/d/e/edit/viewform", "docs.google.com/forms/d/e/1FAIpQLS/formResponse",
  "sites.google.com/view/diklat/edit", "forms.office.com/Pages/ResponsePage.aspx?id=x", "forms.office.com/r/abc", "form.jotform.com/233",
  "panitia.typeform.com/to/abc", "tally.so/r/abc123", "linktr.ee/administrasi", "acara.wordpress.com/daftar",
  "www.eventbrite.com/e/webinar-tickets-123", "diklat-gratis.example/wp-admin/daftar", "acara.wordpress.com.example/wp-admin/",
];
const SAYING_SO = ["sekolah.example/wp-admin/", "sekolah.example/blog/wp-admin/admin.php?page=entries"];
const NOT_SAYING_SO = ["contoh.example/daftar?x=/wp-admin/", "contoh.example/a/b/wp-admin/", "contoh.example/wp-administrasi"];
for (const address of OWN) test(`the organizer's own: ${address}`, () => assert.ok(isOwnerPage(`https://${address}`)));
for (const address of PUBLIC) test(`for everybody: ${address}`, () => assert.ok(!isOwnerPage(`https://${address}`)));
for (const address of SAYING_SO) test(`only says so: ${address}`, () => assert.ok(saysItIsOwnerPage(`https://${address}`)));
for (const address of NOT_SAYING_SO) test(`does not say so: ${address}`, () => assert.ok(!saysItIsOwnerPage(`https://${address}`)));
