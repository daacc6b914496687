drop table clinic_info, prescription_uploads;
